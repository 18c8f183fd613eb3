"""The list of courses, each with how far the reader is with it."""

from __future__ import annotations

from flask import render_template, url_for

from elearn.catalogue.queries import courses as published
from elearn.catalogue.queries import outline
from elearn.database import db
from elearn.identity.login import current_person
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.pages.wording import how_far, state_of
from elearn.learning.queries import enrolments_of, progress_of_all
from elearn.learning.rules import EnrolmentStatus, Progress
from elearn.locales import current_language
from elearn.permissions import Permission, requires


@blueprint.get("/courses")
@requires(Permission.LEARN)
def courses() -> str:
    """List every published course."""
    session, language = db.session(), current_language()
    enrolments = enrolments_of(session, current_person().person_id)
    facts = progress_of_all(session, enrolments)
    mine: dict[str, Progress] = {found.outline.slug: found for found in facts.values()}
    items = []
    for newest in published(session):
        latest = outline(session, newest.id, newest.content_hash)
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
    return render_template("learning/courses.html", items=items)
