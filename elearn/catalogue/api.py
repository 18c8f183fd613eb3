"""The API of the catalogue."""

from __future__ import annotations

from typing import Any

from elearn.catalogue import queries
from elearn.catalogue.rules import Found, Outline
from elearn.catalogue.schemas import (
    CoursesSchema,
    FoundSchema,
    LanguageQuery,
    SearchQuery,
    filters_of,
    named,
)
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


@blueprint.get("/search")
@requires(Permission.LEARN)
@blueprint.arguments(SearchQuery, location="query")
@blueprint.response(200, FoundSchema)
def search(query: dict[str, Any]) -> dict[str, Any]:
    """Look for words in courses and lessons, in the reader's language, best first."""
    language = current_language()
    return _found(
        queries.search(
            db.session(),
            query["q"],
            language,
            filters=filters_of(query),
            about=named(query["q"], language),
        )
    )


def _found(found: Found) -> dict[str, Any]:
    items = [
        {
            "course": hit.slug,
            "code": hit.code,
            "course_title": hit.course.text,
            "lesson": hit.lesson_id,
            "title": hit.title.text,
            "language": hit.title.language,
            "excerpt": [piece._asdict() for piece in hit.excerpt],
        }
        for hit in found.hits
    ]
    return {"items": items, "read_as": found.read_as, "some": found.some}


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
