"""Enrolments and lessons as the API answers with them: values in, plain documents out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elearn.catalogue.rules import CompiledLesson, Outline, direction
from elearn.learning.models import Enrolment
from elearn.learning.rules import EnrolmentStatus, Progress
from elearn.learning.schemas.dressing import dressed

WORKSHEET_STATES = {
    None: EnrolmentStatus.NOT_STARTED,
    False: EnrolmentStatus.IN_PROGRESS,
    True: EnrolmentStatus.COMPLETED,
}


def in_short(enrolment: Enrolment, found: Progress) -> dict[str, Any]:
    """Return an enrolment as the list and the answer to enrolling show it."""
    return {
        "id": enrolment.public_id,
        "course": found.outline.slug,
        "version": found.outline.version,
        "status": found.status,
        "enrolled_at": enrolment.enrolled_at,
        "completed_at": found.completed_at,
        "progress": round(found.share, 4),
    }


def in_full(
    enrolment: Enrolment, found: Progress, saved: Mapping[str, bool], language: str
) -> dict[str, Any]:
    """Return an enrolment with its modules, lessons, assessments and worksheets.

    `saved` says of each worksheet that was saved whether it is completed.
    """
    version, place = found.outline, found.place

    def say(key: str) -> str:
        return version.text(language, key).text

    return {
        **in_short(enrolment, found),
        "title": say("course.title"),
        "language": version.language(language),
        "languages": version.languages,
        "resume": {"lesson": place.lesson, "block": place.block} if place else None,
        "modules": [
            {
                "id": module.id,
                "title": say(f"module.{module.id}.title"),
                "minutes": module.minutes,
                "assessment": module.assessment,
                "lessons": [
                    {
                        "id": item.id,
                        "title": say(f"lesson.{item.id}.title"),
                        "minutes": item.minutes,
                        "status": found.lesson_state(item.id),
                    }
                    for item in module.lessons
                ],
            }
            for module in version.modules
        ],
        "assessments": [
            {
                "id": item.key,
                "title": say(f"assessment.{item.key}.title"),
                "kind": item.kind,
                "status": found.assessment_state(item.key),
                "questions": item.items,
                "pass_mark": item.pass_mark,
                "attempts": item.attempts,
                "required": item.key in version.completion.assessments,
            }
            for item in version.assessments
        ],
        "worksheets": [
            {
                "id": sheet.id,
                "title": say(f"worksheet.{sheet.id}.title"),
                "minutes": sheet.minutes,
                "status": WORKSHEET_STATES[saved.get(sheet.id)],
            }
            for sheet in version.worksheets
        ],
    }


def lesson_in_full(version: Outline, text: CompiledLesson, language: str) -> dict[str, Any]:
    """Return a compiled lesson as the API shows it."""
    lessons = version.lessons
    place = next(lesson for lesson in lessons if lesson.id == text.id)
    before, after = lessons[: place.position - 1][-1:], lessons[place.position :][:1]
    return {
        "id": text.id,
        "title": text.title.text,
        "html": dressed(text.html, language, version.source_language),
        "language": text.language,
        "direction": direction(text.language),
        "module": place.module_id,
        "position": place.position,
        "of": len(lessons),
        "minutes": place.minutes,
        "previous": before[0].id if before else None,
        "next": after[0].id if after else None,
        "blocks": [
            {"id": block.id, "kind": block.kind, "language": block.language}
            for block in text.blocks
        ],
        "references": [
            {
                "number": source.n,
                "id": source.id,
                "title": source.title.text,
                "reference": source.reference.text,
                "locators": source.locators,
                "url": source.url,
                "checked_on": source.checked_on,
            }
            for source in text.references
        ],
    }
