"""The API of the catalogue."""

from __future__ import annotations

from typing import Any

from elearn.catalogue import queries
from elearn.catalogue.rules import Outline
from elearn.catalogue.schemas import CoursesSchema, LanguageQuery
from elearn.database import db
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.api import ApiBlueprint

blueprint = ApiBlueprint("catalogue", __name__, description="Courses and their languages")


@blueprint.get("/courses")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageQuery, location="query")
@blueprint.response(200, CoursesSchema)
def courses(_query: dict[str, str]) -> dict[str, Any]:
    """List the courses, with the title in the reader's language where it is offered."""
    session, language = db.session(), current_language()
    outlines = [
        queries.outline(session, version.id, version.content_hash)
        for version in queries.courses(session)
    ]
    return {"items": [_course(each, language) for each in outlines], "language": language}


def _course(course: Outline, language: str) -> dict[str, Any]:
    title = course.text(language, "course.title")
    return {
        "slug": course.slug,
        "code": course.code,
        "title": title.text,
        "language": title.language,
        "summary": course.text(title.language, "course.summary").text,
        "languages": list(course.languages),
        "hours": course.hours,
        "minutes": course.minutes,
        "version": course.version,
    }
