"""The API of the catalogue."""

from __future__ import annotations

from typing import Any

from elearn.catalogue import queries
from elearn.catalogue.formats.local import LocalEntry
from elearn.catalogue.rules import Found, Outline
from elearn.catalogue.schemas import (
    CoursesSchema,
    FoundSchema,
    GlossaryQuery,
    GlossarySchema,
    LanguageQuery,
    LocalTextBody,
    LocalTextsSchema,
    SearchQuery,
    entry_in_full,
    filters_of,
    named,
)
from elearn.catalogue.services import set_local_texts
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.api import ApiBlueprint
from elearn.web.time import now

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


@blueprint.get("/organisations/<code>/local-texts")
@requires(Permission.LOCAL_TEXT_EDIT)
@blueprint.response(200, LocalTextsSchema)
def local_texts(code: str) -> dict[str, Any]:
    """List what an organisation says of itself inside the courses."""
    return {"items": queries.own_texts(db.session(), _organisation(code).id)}


@blueprint.put("/organisations/<code>/local-texts/<place>/<language>")
@requires(Permission.LOCAL_TEXT_EDIT)
@blueprint.arguments(LocalTextBody)
@blueprint.response(200, LocalTextsSchema)
def local_text(body: dict[str, str], code: str, place: str, language: str) -> dict[str, Any]:
    """Put a text in a place, in one language; an empty one takes the place back."""
    organisation = _organisation(code)
    with transaction() as session:
        set_local_texts(
            session,
            organisation=organisation,
            entries=[LocalEntry(place, language, body["text"])],
            actor_id=current_person().person_id,
            now=now(),
        )
    return {"items": queries.own_texts(db.session(), organisation.id)}


def _organisation(code: str) -> Organisation:
    scope = current_person().scope(Permission.LOCAL_TEXT_EDIT)
    return organisation_by_code(db.session(), code, scope)


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


@blueprint.get("/glossary")
@requires(Permission.LEARN)
@blueprint.arguments(GlossaryQuery, location="query")
@blueprint.response(200, GlossarySchema)
def glossary(query: dict[str, Any]) -> dict[str, Any]:
    """List the words that the courses explain, or those that fit `q`, in the reader's language."""
    language = current_language()
    terms = queries.glossary(db.session(), language)
    shown = queries.matching(terms, query["q"], language) if query["q"] else terms
    return {"items": [entry_in_full(entry) for entry in shown]}


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
