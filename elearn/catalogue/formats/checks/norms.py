"""What the law asks stands beside its source: a statement of duty without a citation is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator

from elearn.catalogue.formats.checks.allowances import Allowed
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.pack import Lesson, Pack
from elearn.catalogue.formats.tree import Element
from elearn.errors import N_

NORMATIVE = {
    "en": re.compile(
        r"\b(must|shall|may not"
        r"|(is|are|be|was|were) (obliged|required|bound|entitled|prohibited|forbidden)"
        r"|(has|have|had) (an? |the )?(own |immediate |positive )?"
        r"(duty|duties|obligations?|rights?) (not )?to"
        r"|obliges?|prohibits?|forbids?|asks? States|requires? (States|a State|every|public))\b",
        re.IGNORECASE,
    ),
}
"""How a source language says that something is a duty or a right, by language."""

OURS = frozenset({"example"})
"""Boxes that tell a story of our own."""

SPOKEN = frozenset({"paragraph", "item", "cell"})


def check_norms(pack: Pack, findings: Findings, allowed: Allowed) -> None:
    """Note every block of a lesson that states a norm and cites nothing.

    A row of a table may cite in any of its cells. Source languages whose words of duty are not
    known here are passed over.
    """
    pattern = NORMATIVE.get(pack.course.source_language)
    if pattern is None:
        return
    for lesson in pack.lessons.values():
        for element in _stated(lesson.tree.elements):
            text = element.text or ""
            if pattern.search(text) and not allowed.allows("citation", f"lesson:{lesson.id}", text):
                _say(lesson, element, findings)


def _say(lesson: Lesson, element: Element, findings: Findings) -> None:
    findings.fault(
        lesson.file,
        element.line,
        N_("this block says what must be or who has a right, and cites no source"),
        N_("cite one as [@source, art. 1], say it as advice, or allow it in allow.yaml"),
    )


def _stated(elements: tuple[Element, ...]) -> Iterator[Element]:
    """Yield the blocks that could state a norm and cite nothing themselves or in their row."""
    for element in elements:
        if element.kind in OURS:
            continue
        if element.kind == "row" and any("[@" in (cell.text or "") for cell in element.children):
            continue
        if element.kind in SPOKEN and element.text and "[@" not in element.text:
            yield element
        yield from _stated(element.children)
