"""Where a learner goes on, on whichever device."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson, and the block within it where reading stopped, if it is known."""

    lesson: str
    block: str | None = None


def resume(
    lessons: Sequence[str],
    completed: AbstractSet[str],
    *,
    last_lesson: str | None = None,
    last_block: str | None = None,
) -> Place | None:
    """Return where to go on: the block last read, or the next lesson not yet read.

    The lesson that was open last comes first, at its block, while it is not completed. After it
    the lessons that follow, then those skipped before it. None when every lesson is read.
    """
    if last_lesson in lessons:
        if last_lesson not in completed:
            return Place(str(last_lesson), last_block)
        start = lessons.index(last_lesson)
        lessons = [*lessons[start:], *lessons[:start]]
    waiting = next((lesson for lesson in lessons if lesson not in completed), None)
    return Place(waiting) if waiting else None
