"""The questions of a published version, for authors: every state of each, and its key."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.queries import pool, preview
from elearn.database import db
from elearn.locales import current_language
from elearn.permissions import Permission, requires

STATES = ("empty", "answered", "refused", "right", "wrong")


@blueprint.get("/desk/<slug>/<int:version>/questions")
@requires(Permission.COURSE_READ_DRAFT)
def questions(slug: str, version: int) -> str:
    """List every question of a version, by assessment."""
    found = pool(db.session(), slug, version)
    language = current_language()
    return render_template(
        "assessment/questions.html",
        pool=found,
        language=language,
        spoken=found.outline.language(language),
    )


@blueprint.get("/desk/<slug>/<int:version>/questions/<key>")
@requires(Permission.COURSE_READ_DRAFT)
def question_preview(slug: str, version: int, key: str) -> str:
    """Show a question as a learner meets it, in the state that is asked for."""
    state = request.args.get("state", "")
    state = state if state in STATES else STATES[0]
    found = preview(
        db.session(),
        slug,
        version,
        key,
        current_language(),
        answered=state in {"answered", "right"},
    )
    first = found.asked.controls[0].name
    sentence = gettext("Answer the question, or press “Answer later”")
    return render_template(
        "assessment/preview.html",
        preview=found,
        asked=found.asked,
        texts=found.question.text(found.asked.language),
        state=state,
        states=[
            ("empty", gettext("Not answered")),
            ("answered", gettext("Answered")),
            ("refused", gettext("Refused")),
            ("right", gettext("Review of the right answer")),
            ("wrong", gettext("Review without an answer")),
        ],
        errors=[(first, sentence)] if state == "refused" else [],
        language=current_language(),
    )
