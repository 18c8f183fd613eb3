"""The order in which a course is gone through: lessons, the check of each module, the finals."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.catalogue.rules import Outline


@dataclass(frozen=True, slots=True)
class Step:
    """One station of a course: a lesson by its id, or an assessment by its key."""

    kind: str
    """`lesson` or `assessment`."""
    id: str


def steps(outline: Outline) -> tuple[Step, ...]:
    """Return every step of a course in order."""
    way: list[Step] = []
    for module in outline.modules:
        way += [Step("lesson", lesson.id) for lesson in module.lessons]
        if module.assessment:
            way.append(Step("assessment", module.assessment))
    way += [
        Step("assessment", assessment.key)
        for assessment in outline.assessments
        if assessment.module_id is None
    ]
    return tuple(way)


def neighbours(outline: Outline, step: Step) -> tuple[Step | None, Step | None]:
    """Return the steps before and after one; ValueError where the course has no such step."""
    way = steps(outline)
    at = way.index(step)
    return (way[at - 1] if at else None), (way[at + 1] if at + 1 < len(way) else None)
