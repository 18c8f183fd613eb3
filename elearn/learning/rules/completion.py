"""When a course counts as done, and how much of it is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from elearn.catalogue.rules import CompletionRule, Outline
from elearn.learning.rules.words import MoveOn


def is_met(
    rule: CompletionRule,
    lessons: AbstractSet[str],
    *,
    completed: AbstractSet[str],
    passed: AbstractSet[str],
) -> bool:
    """Return whether the rule of a course is met.

    The rule is the `moveOn` of cmi5 (specification, section 13.1.4, "AU Metadata"), read for our
    courses so: the course is *completed* when every one of its lessons is, and *passed* when every
    assessment that the rule names is. A rule that names none can never be passed, so that a slip
    in a course does not hand out certificates. Whatever is achieved outside the course is ignored.
    An unknown word raises ValueError.
    """
    all_read = bool(lessons) and lessons <= completed
    all_passed = bool(rule.assessments) and set(rule.assessments) <= passed
    match MoveOn(rule.move_on):
        case MoveOn.PASSED:
            return all_passed
        case MoveOn.COMPLETED:
            return all_read
        case MoveOn.COMPLETED_AND_PASSED:
            return all_read and all_passed
        case MoveOn.COMPLETED_OR_PASSED:
            return all_read or all_passed
        case MoveOn.NOT_APPLICABLE:
            return True


def share_done(outline: Outline, *, completed: AbstractSet[str], passed: AbstractSet[str]) -> float:
    """Return the share of the pinned version that is done: never above 1, never falling.

    Lessons and the assessments that the rule names weigh the same. It is 1 exactly when the rule
    is met or nothing is left to do.
    """
    lessons = {lesson.id for lesson in outline.lessons}
    named = set(outline.completion.assessments)
    if is_met(outline.completion, lessons, completed=completed, passed=passed):
        return 1.0
    steps = len(lessons) + len(named)
    if not steps:
        return 0.0
    return (len(lessons & completed) + len(named & passed)) / steps
