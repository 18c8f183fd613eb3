"""The list of courses, each with how far the reader is with it; and what a search of them finds."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from elearn.catalogue import queries as catalogue
from elearn.catalogue.rules import Hit, Outline
from elearn.catalogue.schemas import filters_of, named, right_name, sdg_name
from elearn.database import db
from elearn.identity.login import current_person
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.pages.wording import how_far, state_of
from elearn.learning.queries import enrolments_of, progress_of_all
from elearn.learning.rules import EnrolmentStatus, Progress
from elearn.locales import current_language, endonym
from elearn.permissions import Permission, requires

LONGEST = 200


@blueprint.get("/courses")
@requires(Permission.LEARN)
def courses() -> str:
    """List the published courses that the filters leave, or what says the words looked for."""
    session, language = db.session(), current_language()
    typed = request.args.get("q", "").strip()[:LONGEST]
    filters = filters_of(request.args.to_dict())
    about: dict[str, Any] = {
        "typed": typed,
        "filters": filters,
        "choices": _choices(language),
    }
    if not typed:
        left = catalogue.courses_left(session, filters) if filters.pairs() else None
        return render_template("learning/courses.html", items=_items(language, left), **about)
    found = catalogue.search(
        session, typed, language, filters=filters, about=named(typed, language)
    )
    enrolled = _enrolled()
    hits = [(hit, _address(hit, enrolled)) for hit in found.hits]
    most = catalogue.LIMIT
    return render_template("learning/found.html", found=found, hits=hits, most=most, **about)


def _enrolled() -> dict[str, tuple[str, Outline]]:
    """Return the reader's enrolments, by course: the public id and the version."""
    session = db.session()
    enrolments = enrolments_of(session, current_person().person_id)
    found = [(each.public_id, catalogue.outline(session, each.version_id)) for each in enrolments]
    return {version.slug: (eid, version) for eid, version in found}


def _items(language: str, left: frozenset[str] | None) -> list[dict[str, Any]]:
    session = db.session()
    facts = progress_of_all(session, enrolments_of(session, current_person().person_id))
    mine: dict[str, Progress] = {found.outline.slug: found for found in facts.values()}
    items = []
    for newest in catalogue.courses(session):
        latest = catalogue.outline(session, newest.id, newest.content_hash)
        if left is not None and latest.slug not in left:
            continue
        found = mine.get(latest.slug)
        version = found.outline if found else latest
        status = found.status if found else EnrolmentStatus.NOT_STARTED
        items.append(
            {
                "outline": version,
                "title": version.text(language, "course.title"),
                "summary": version.text(language, "course.summary"),
                "href": url_for("learning.course", slug=version.slug),
                "state": state_of(status),
                "how_far": how_far(found) if found else None,
            }
        )
    return items


def _address(hit: Hit, enrolled: dict[str, tuple[str, Outline]]) -> str:
    """Return where the reader can read it: the lesson for those enrolled, else its course."""
    if hit.lesson_id and hit.slug in enrolled:
        eid, version = enrolled[hit.slug]
        if version.lesson(hit.lesson_id):
            return url_for("learning.lesson", eid=eid, lesson=hit.lesson_id)
    return url_for("learning.course", slug=hit.slug)


def _choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what each filter can be set to, by the name of its field: what some course has."""
    session = db.session()
    known = catalogue.topics(session)
    rights = sorted(((key, right_name(key)) for key in known.get("right", ())), key=_name)
    return [
        ("right", rights),
        ("sdg", [(key, sdg_name(key)) for key in known.get("sdg", ())]),
        (
            "instrument",
            [(key, title.text) for key, title in catalogue.instruments(session, language)],
        ),
        ("offered", sorted(((key, endonym(key)) for key in known.get("language", ())), key=_name)),
    ]


def _name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
