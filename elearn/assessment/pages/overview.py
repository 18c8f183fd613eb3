"""All the questions of an attempt with their state, and the button that submits."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.pages.open_sitting import open_sitting
from elearn.assessment.queries import Asked, Sitting
from elearn.assessment.services import submit
from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.locales import current_language, number
from elearn.permissions import Permission, requires
from elearn.web.time import now

LONGEST = 120


@blueprint.get("/attempts/<aid>")
@requires(Permission.LEARN)
def overview(aid: str) -> str | Response:
    """List the questions, the unanswered ones marked, and offer to submit."""
    found = open_sitting(aid)
    if isinstance(found, Response):
        return found
    return _page(found)


@blueprint.get("/attempts/<aid>/submission")
@requires(Permission.LEARN)
def submission_again(aid: str) -> Response:
    """Lead whoever reloads the warning, or changes its language, back to all questions."""
    found = open_sitting(aid)
    return (
        found
        if isinstance(found, Response)
        else redirect(url_for("assessment.overview", aid=aid), 303)
    )


@blueprint.post("/attempts/<aid>/submission")
@requires(Permission.LEARN)
def submission(aid: str) -> str | Response | tuple[str, int]:
    """Submit the attempt; with questions unanswered, only when that is confirmed."""
    found = open_sitting(aid)
    if isinstance(found, Response):
        return found
    if found.unanswered and request.form.get("confirmed") != "1":
        return _page(found, ask=True), 422
    with transaction() as session:
        submit(
            session,
            person_id=current_person().person_id,
            attempt_public_id=aid,
            language=current_language(),
            now=now(),
        )
    return redirect(url_for("assessment.result", aid=aid), 303)


def _page(found: Sitting, *, ask: bool = False) -> str:
    aid = found.attempt.public_id
    return render_template(
        "assessment/overview.html",
        sitting=found,
        aid=aid,
        eid=found.enrolment.public_id,
        key=found.attempt.assessment,
        course=found.outline.text(current_language(), "course.title"),
        slug=found.outline.slug,
        ask=ask,
        zone=current_person().time_zone,
        tasks=[
            {
                "mark": number(asked.number),
                "title": shortened(asked.prompt),
                "href": url_for("assessment.question", aid=aid, n=asked.number),
                "lang": None if asked.language == current_language() else asked.language,
                "state": "done" if asked.answered else "now" if asked.begun else "none",
                "text": _state(asked),
            }
            for asked in found.questions
        ],
    )


def _state(asked: Asked) -> str:
    if asked.answered:
        return gettext("Answered")
    return gettext("Not complete yet") if asked.begun else gettext("Not answered yet")


def shortened(prompt: str) -> str:
    """Return the beginning of a prompt, cut between words where it is long."""
    if len(prompt) <= LONGEST:
        return prompt
    head, _space, _rest = prompt[:LONGEST].rpartition(" ")
    return (head or prompt[:LONGEST]) + "…"
