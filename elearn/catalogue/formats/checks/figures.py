"""Numbers, dates and document symbols: a translation has those of its source, and no others."""

from __future__ import annotations

from collections.abc import Sequence

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.pairs import Translated
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.figures import added, figures, lost
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
    pack: Pack, language: str, pairs: Sequence[Translated], findings: Findings, allowed: Allowed
) -> None:
    """Note every translation into the language whose figures are not those of its source."""
    file, source = pack.catalogues[language].file, pack.course.source_language
    for message, entry in pairs:
        had, has = figures(message.text, source), figures(entry.translation, language)
        found = [(LOST, value) for value in lost(had, has)]
        found += [(ADDED, value) for value in added(had, has)]
        if found and allowed.allows("figures", message.context, message.text, language=language):
            continue
        for (what, mend), value in found:
            findings.fault(file, entry.translation_line, what, mend, value=value)
