"""Numbers, dates and document symbols: a translation has those of its source, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.checks.pairs import Translated
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.figures import Figures, added, figures, lost
from elearn.catalogue.formats.messages import Message
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.po import Key
from elearn.errors import N_

LOST = (
    N_("the translation lost a figure of its source: %(value)s"),
    N_("write it in digits as the source does, or allow it in allow.yaml"),
)
ADDED = (
    N_("the translation has a figure that its source has not: %(value)s"),
    N_("take it out or write it in words, or allow it in allow.yaml"),
)


def figures_of(pack: Pack, texts: Sequence[Message]) -> Mapping[Key, Figures]:
    """Return the figures of every text."""
    source = pack.course.source_language
    return {message.key: figures(message.text, source) for message in texts}


def check_figures(  # noqa: PLR0913, PLR0917  # the pack, one of its languages, and where to note it
    pack: Pack,
    language: str,
    pairs: Sequence[Translated],
    wanted: Mapping[Key, Figures],
    findings: Findings,
    allowed: Allowed,
) -> None:
    """Note every translation into the language whose figures are not those of its source."""
    file = pack.catalogues[language].file
    for message, entry in pairs:
        had, has = wanted[message.key], figures(entry.translation, language)
        found = [(LOST, value) for value in lost(had, has)]
        found += [(ADDED, value) for value in added(had, has)]
        if found and allowed.allows("figures", message.context, message.text, language=language):
            continue
        for (what, mend), value in found:
            findings.fault(file, entry.translation_line, what, mend, value=value)
