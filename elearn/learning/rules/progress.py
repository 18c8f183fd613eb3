"""What a learner has achieved in one enrolment, as a value that pages, API and rules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from elearn.catalogue.rules import Outline
from elearn.learning.rules.completion import share_done
from elearn.learning.rules.resume import Place, resume
from elearn.learning.rules.words import EnrolmentStatus, LessonState


@dataclass(frozen=True, slots=True)
class Progress:
    """Facts about one enrolment, and what follows from them for its version."""

    outline: Outline
    completed: frozenset[str]
    """Ids of the lessons read."""
    attempted: frozenset[str]
    """Ids of the lessons opened, read or not."""
    passed: frozenset[str]
    """Keys of the assessments passed."""
    tried: frozenset[str]
    """Keys of the assessments with any result."""
    completed_at: datetime | None
    last_lesson: str | None = None
    last_block: str | None = None
    share: float = field(init=False)

    def __post_init__(self) -> None:
        """Work the share out once."""
        share = share_done(self.outline, completed=self.completed, passed=self.passed)
        object.__setattr__(self, "share", 1.0 if self.completed_at else share)

    @property
    def status(self) -> EnrolmentStatus:
        """How far the learner is with the course."""
        if self.completed_at:
            return EnrolmentStatus.COMPLETED
        if self.attempted or self.tried:
            return EnrolmentStatus.IN_PROGRESS
        return EnrolmentStatus.NOT_STARTED

    def lesson_state(self, lesson_id: str) -> LessonState:
        """How far the learner is with one lesson."""
        if lesson_id in self.completed:
            return LessonState.COMPLETED
        if lesson_id in self.attempted:
            return LessonState.ATTEMPTED
        return LessonState.NOT_STARTED

    def assessment_state(self, key: str) -> str:
        """Return `passed`, `failed` (tried, not passed) or `not_started`."""
        if key in self.passed:
            return "passed"
        return "failed" if key in self.tried else "not_started"

    @property
    def lessons_done(self) -> int:
        """How many lessons of the version are read."""
        return sum(lesson.id in self.completed for lesson in self.outline.lessons)

    @property
    def minutes_left(self) -> int:
        """The minutes of the lessons still to be read."""
        lessons = self.outline.lessons
        return sum(lesson.minutes for lesson in lessons if lesson.id not in self.completed)

    @property
    def place(self) -> Place | None:
        """Where to go on reading, or None when every lesson is read."""
        return resume(
            [lesson.id for lesson in self.outline.lessons],
            self.completed,
            last_lesson=self.last_lesson,
            last_block=self.last_block,
        )

    @property
    def next_assessment(self) -> str | None:
        """The first assessment of the rule that is not passed yet, or None."""
        named = self.outline.completion.assessments
        return next((key for key in named if key not in self.passed), None)
