"""Numbers, dates and document symbols: a translation has those of its source, and no others."""

from __future__ import annotations

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.figures import added, figures, lost
from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.pack import Pack
from elearn.errors import N_

LOST = (
    N_("the translation lost a figure of its source: %(value)s"),
    N_("write it in digits as the source does, or allow it in allow.yaml"),
)
ADDED = (
    N_("the translation has a figure that its source has not: %(value)s"),
    N_("take it out or write it in words, or allow it in allow.yaml"),
)


def check_figures(
    pack: Pack, language: str, texts: tuple[Message, ...], findings: Findings, allowed: Allowed
) -> None:
    """Note every translation into the language whose figures are not those of its source."""
    catalogue, source = pack.catalogues[language], pack.course.source_language
    done = {entry.key: entry for entry in catalogue.entries if entry.done}
    for message in {message.key: message for message in texts}.values():
        entry = done.get(message.key)
        if entry is None:
            continue
        had, has = figures(message.text, source), figures(entry.translation, language)
        found = [(LOST, value) for _, value in lost(had, has)]
        found += [(ADDED, value) for _, value in added(had, has)]
        if found and allowed.allows("figures", message, language=language):
            continue
        for (what, mend), value in found:
            findings.fault(catalogue.file, entry.translation_line, what, mend, value=value)
