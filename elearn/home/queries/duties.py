"""Duties as a learner sees them: the course at hand beside what the charter asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.catalogue.rules import Text
from elearn.learning.rules import EnrolmentStatus, Progress
from elearn.mandates.queries import Missing, ObligationView
from elearn.mandates.rules import CLOSED, State


@dataclass(frozen=True, slots=True)
class CourseInHand:
    """A course the person is enrolled in, and the place where they go on."""

    enrolment: str
    slug: str
    title: Text
    status: EnrolmentStatus
    lesson_id: str | None
    """None when every lesson is read and an assessment is left."""
    lesson: Text | None
    block: str | None
    assessment: str | None
    """The assessment that is left once every lesson is read."""
    lessons: int
    lessons_done: int
    minutes_left: int

    @property
    def begun(self) -> bool:
        """Whether anything has been opened yet."""
        return self.status != EnrolmentStatus.NOT_STARTED

    @property
    def completed(self) -> bool:
        """Whether the round is over."""
        return self.status == EnrolmentStatus.COMPLETED

    @classmethod
    def of(cls, enrolment: str, progress: Progress, language: str) -> CourseInHand:
        """Return the course of an enrolment as its progress stands."""
        outline, place = progress.outline, progress.place
        return cls(
            enrolment=enrolment,
            slug=outline.slug,
            title=outline.text(language, "course.title"),
            status=progress.status,
            lesson_id=place.lesson if place else None,
            lesson=outline.text(language, f"lesson.{place.lesson}.title") if place else None,
            block=place.block if place else None,
            assessment=None if place else progress.next_assessment,
            lessons=len(outline.lessons),
            lessons_done=progress.lessons_done,
            minutes_left=progress.minutes_left,
        )


@dataclass(frozen=True, slots=True)
class CourseAsked:
    """A course that a duty asks for."""

    slug: str
    title: Text
    done: bool
    """Whether it is completed for this duty."""
    latest: CourseInHand | None
    """The person's latest round through it; over, perhaps, if it was for an earlier duty."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation with its words in the reader's language."""

    state: State
    open: bool
    days: int
    """Days left until the due date, or days past it when it is overdue."""
    opens_on: date
    due_on: date
    grace_ends_on: date
    satisfied_on: date | None
    charter: str
    charter_title: Text
    article: str
    paragraph: str | None
    article_text: Text
    """The words that ask for it: the paragraph, or the whole article where none is named."""
    courses: tuple[CourseAsked, ...]
    any_of: bool
    """Whether one of the courses is enough."""
    missing: Missing
    """What is asked beside courses, and how much of it is there."""
    topics: tuple[Text, ...]
    """The topics of it that nothing has covered yet."""
    excused_until: date | None
    """The last day of the exemption that pauses or waives it."""
    also: int
    """How many other open duties ask for a course that is still to be completed for this one."""


def shown(obligations: Iterable[ObligationView]) -> list[ObligationView]:
    """Return what is worth showing: whatever is open, and what was met last, the open ones first.

    A duty met in an earlier period is history: its certificate tells of it.
    """
    obligations = list(obligations)
    last = {(view.charter, view.requirement): view for view in obligations}
    current = set(map(id, last.values()))
    kept = [view for view in obligations if view.state not in CLOSED or id(view) in current]
    return sorted(kept, key=lambda view: (view.state in CLOSED, view.due_on))


def stacked(view: ObligationView, others: Iterable[ObligationView]) -> int:
    """Return how many other open duties ask for a course that this one still waits for.

    One completion serves every requirement that accepts it (the data model of local charters).
    """
    wanted = _wanted(view)
    return sum(other is not view and not wanted.isdisjoint(_wanted(other)) for other in others)


def _wanted(view: ObligationView) -> frozenset[str]:
    if view.state in CLOSED:
        return frozenset()
    return frozenset(course.slug for course in view.courses) - frozenset(view.done)


def duty(
    view: ObligationView, latest: Mapping[str, CourseInHand], language: str, *, also: int = 0
) -> Duty:
    """Return an obligation as it is shown to a reader of the language."""
    return Duty(
        state=view.state,
        open=view.state not in CLOSED,
        days=abs(view.days_left),
        opens_on=view.opens_on,
        due_on=view.due_on,
        grace_ends_on=view.grace_ends_on,
        satisfied_on=view.satisfied_on,
        charter=view.charter,
        charter_title=text(view.charter_titles, language, view.charter_language),
        article=view.article,
        paragraph=view.paragraph,
        article_text=text(view.article_texts, language, view.charter_language),
        courses=tuple(
            CourseAsked(
                slug=course.slug,
                title=text(course.titles, language, course.language),
                done=course.slug in view.done,
                latest=latest.get(course.slug),
            )
            for course in view.courses
        ),
        any_of=view.kind == "course_any_of",
        missing=view.missing,
        topics=tuple(
            text(titles, language, view.charter_language) for titles in view.missing.topics
        ),
        excused_until=view.excused_until,
        also=also,
    )


def text(texts: Mapping[str, str], language: str, source: str) -> Text:
    """Return the text in the language, else in the source language, else in any it has."""
    spoken = next((each for each in (language, source, *texts) if texts.get(each)), language)
    return Text(texts.get(spoken, ""), spoken)
