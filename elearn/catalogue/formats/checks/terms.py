"""The term base: where the source says a term, the translation says the term of its language."""

from __future__ import annotations

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.glossary import finder
from elearn.catalogue.formats.markdown import CITATION
from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import Catalogue, Entry
from elearn.errors import N_


def check_terms(
    pack: Pack, language: str, texts: tuple[Message, ...], findings: Findings, allowed: Allowed
) -> None:
    """Note every translation into the language that lost a term of its source."""
    catalogue = pack.catalogues[language]
    done = {entry.key: entry for entry in catalogue.entries if entry.done}
    source = finder(pack.terms, pack.course.source_language, lambda _, text: text)
    target = finder(
        pack.terms,
        language,
        lambda context, text: done[context, text].translation if (context, text) in done else None,
    )
    for message in {message.key: message for message in texts}.values():
        entry = done.get(message.key)
        if entry is None or message.context.startswith("term:"):
            continue
        said = target.said(entry.translation)
        text = CITATION.sub(" ", message.text) if message.markdown else message.text
        for term in dict.fromkeys(found.term for found in source.find(text)):
            if term in said or term not in target.known:
                continue
            if not allowed.allows("term", message, language=language, term=term):
                _say(catalogue, entry, term, target.known[term], findings)


def _say(catalogue: Catalogue, entry: Entry, term: str, wanted: str, findings: Findings) -> None:
    findings.fault(
        catalogue.file,
        entry.translation_line,
        N_("the source says the term “%(term)s”, and the translation does not say “%(wanted)s”"),
        N_("use the term, add the form under “also” in terms.yaml, or allow it in allow.yaml"),
        term=term,
        wanted=wanted,
    )
