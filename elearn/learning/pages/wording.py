"""Whole sentences about courses, for the pages."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from elearn.catalogue.rules import AssessmentOutline, ModuleOutline, Outline, WorksheetOutline
from elearn.learning.rules import EnrolmentStatus, LessonState, MoveOn, Progress
from elearn.locales import number, percent


def state_of(status: str) -> tuple[str, str]:
    """Return the sign and the word for how far something is."""
    words = {
        EnrolmentStatus.COMPLETED: ("done", gettext("Completed")),
        EnrolmentStatus.IN_PROGRESS: ("now", gettext("In progress")),
        LessonState.ATTEMPTED: ("now", gettext("In progress")),
        "passed": ("done", gettext("Passed")),
        "failed": ("due", gettext("Not passed")),
    }
    return words.get(status, ("none", gettext("Not started")))


def module_state(module: ModuleOutline, found: Progress | None) -> tuple[str, str]:
    """Return the sign and the word for how far a module is."""
    if found is None:
        return state_of(EnrolmentStatus.NOT_STARTED)
    ids = {lesson.id for lesson in module.lessons}
    if ids <= found.completed:
        return state_of(EnrolmentStatus.COMPLETED)
    started = ids & (found.completed | found.attempted)
    return state_of(EnrolmentStatus.IN_PROGRESS if started else EnrolmentStatus.NOT_STARTED)


def worksheet_note(sheet: WorksheetOutline) -> str:
    """Return how long a worksheet takes at one's own desk."""
    return str(
        ngettext(
            "%(count)s minute with your own work",
            "%(count)s minutes with your own work",
            sheet.minutes,
            count=number(sheet.minutes),
        )
    )


def module_note(module: ModuleOutline, found: Progress | None) -> str:
    """Return how many lessons and minutes a module has, and how many are read."""
    count = len(module.lessons)
    read = len({lesson.id for lesson in module.lessons} & found.completed) if found else 0
    if 0 < read < count:
        return str(
            ngettext(
                "%(count)s lesson, %(minutes)s min: %(read)s read",
                "%(count)s lessons, %(minutes)s min: %(read)s read",
                count,
                count=number(count),
                minutes=number(module.minutes),
                read=number(read),
            )
        )
    return str(
        ngettext(
            "%(count)s lesson, %(minutes)s min",
            "%(count)s lessons, %(minutes)s min",
            count,
            count=number(count),
            minutes=number(module.minutes),
        )
    )


def assessment_note(item: AssessmentOutline, outline: Outline) -> str:
    """Return how many questions an assessment asks, and whether it counts."""
    counts = item.key in outline.completion.assessments
    if counts:
        return str(
            ngettext(
                "%(count)s question; %(mark)s to pass",
                "%(count)s questions; %(mark)s to pass",
                item.items,
                count=number(item.items),
                mark=percent(item.pass_mark),
            )
        )
    return str(
        ngettext(
            "%(count)s question, to check yourself; it does not count",
            "%(count)s questions, to check yourself; they do not count",
            item.items,
            count=number(item.items),
        )
    )


def counts_as_done(outline: Outline, language: str) -> list[str]:
    """Return what counts as done, in whole sentences."""
    move_on = MoveOn(outline.completion.move_on)
    sentences = {
        MoveOn.COMPLETED: [gettext("Every lesson read.")],
        MoveOn.PASSED: [],
        MoveOn.COMPLETED_AND_PASSED: [gettext("Every lesson read.")],
        MoveOn.COMPLETED_OR_PASSED: [gettext("Every lesson read, or instead of that:")],
        MoveOn.NOT_APPLICABLE: [gettext("Taking part is enough.")],
    }[move_on]
    if move_on in {MoveOn.COMPLETED, MoveOn.NOT_APPLICABLE}:
        return sentences
    named = [item for item in outline.assessments if item.key in outline.completion.assessments]
    return sentences + [_to_pass(item, outline, language) for item in named]


def _to_pass(item: AssessmentOutline, outline: Outline, language: str) -> str:
    title = outline.text(language, f"assessment.{item.key}.title").text
    if item.attempts is None:
        return str(
            gettext(
                "At least %(mark)s in “%(title)s”; as many attempts as you need, no time limit.",
                mark=percent(item.pass_mark),
                title=title,
            )
        )
    return str(
        ngettext(
            "At least %(mark)s in “%(title)s”; %(count)s attempt, no time limit.",
            "At least %(mark)s in “%(title)s”; %(count)s attempts, no time limit.",
            item.attempts,
            mark=percent(item.pass_mark),
            title=title,
            count=number(item.attempts),
        )
    )


def how_far(found: Progress) -> str:
    """Return how many lessons are read and how long the rest takes."""
    total = len(found.outline.lessons)
    if found.lessons_done == total:
        return str(
            ngettext(
                "The only lesson is read",
                "All %(count)s lessons are read",
                total,
                count=number(total),
            )
        )
    return str(
        ngettext(
            "%(read)s of %(count)s lessons read, about %(minutes)s minute left",
            "%(read)s of %(count)s lessons read, about %(minutes)s minutes left",
            found.minutes_left,
            read=number(found.lessons_done),
            count=number(total),
            minutes=number(found.minutes_left),
        )
    )
