"""The term base: where the source says a term, the translation says the term of its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.pairs import Translated
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.glossary import finder
from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import Entry, Key
from elearn.errors import N_

Terms = Mapping[Key, Sequence[str]]


def terms_of(pack: Pack, texts: Sequence[Message]) -> Terms:
    """Return the terms that each text says, for the texts that say any; the glossary's own none."""
    source = finder(pack.terms, pack.course.source_language, lambda _, text: text)
    said = {
        message.key: tuple(dict.fromkeys(found.term for found in source.find(message.text)))
        for message in texts
        if not message.context.startswith("term:")
    }
    return {key: terms for key, terms in said.items() if terms}


def check_terms(  # noqa: PLR0913, PLR0917  # the pack, one of its languages, and where to note it
    pack: Pack,
    language: str,
    pairs: Sequence[Translated],
    wanted: Terms,
    findings: Findings,
    allowed: Allowed,
) -> None:
    """Note every translation into the language that lost a term of its source."""
    file = pack.catalogues[language].file
    held = {message.key: entry.translation for message, entry in pairs}
    target = finder(pack.terms, language, lambda context, text: held.get((context, text)))
    for message, entry in pairs:
        terms = [term for term in wanted.get(message.key, ()) if term in target.known]
        said = target.said(entry.translation) if terms else set()
        for term in terms:
            if term in said:
                continue
            place = message.context, message.text
            if not allowed.allows("term", *place, language=language, term=term):
                _say(file, entry, term, target.known[term], findings)


def _say(file: str, entry: Entry, term: str, wanted: str, findings: Findings) -> None:
    findings.fault(
        file,
        entry.translation_line,
        N_("the source says the term “%(term)s”, and the translation does not say “%(wanted)s”"),
        N_("use the term, add the form under “also” in terms.yaml, or allow it in allow.yaml"),
        term=term,
        wanted=wanted,
    )
