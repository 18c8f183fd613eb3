"""The term base: where the source says a term, the translation says the term of its language."""

from __future__ import annotations

from collections.abc import Sequence

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.pairs import Translated
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.glossary import finder
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import Entry
from elearn.errors import N_


def check_terms(
    pack: Pack, language: str, pairs: Sequence[Translated], findings: Findings, allowed: Allowed
) -> None:
    """Note every translation into the language that lost a term of its source."""
    file = pack.catalogues[language].file
    held = {message.key: entry.translation for message, entry in pairs}
    source = finder(pack.terms, pack.course.source_language, lambda _, text: text)
    target = finder(pack.terms, language, lambda context, text: held.get((context, text)))
    for message, entry in pairs:
        if message.context.startswith("term:"):
            continue
        said = target.said(entry.translation)
        for term in dict.fromkeys(found.term for found in source.find(message.text)):
            if term in said or term not in target.known:
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
