"""One question a page; it works without scripts, and a script only saves sooner."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.pages.open_sitting import QuestionNotFound, open_sitting
from elearn.assessment.queries import Asked, Sitting
from elearn.assessment.services import save_answer
from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.locales import clock, current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now

NAME = "choices"
"""The name of the controls, and the id of the first."""


@blueprint.get("/attempts/<aid>/questions/<int:n>")
@requires(Permission.LEARN)
def question(aid: str, n: int) -> str | Response:
    """Show a question of an open attempt with the answer given so far."""
    found = open_sitting(aid)
    if isinstance(found, Response):
        return found
    return _page(found, asked_at(found, n))


@blueprint.post("/attempts/<aid>/questions/<int:n>")
@requires(Permission.LEARN)
def answer(aid: str, n: int) -> str | Response | tuple[str, int]:
    """Save the answer and go on; with nothing chosen, say what can be done."""
    found = open_sitting(aid)
    if isinstance(found, Response):
        return found
    asked = asked_at(found, n)
    chosen = request.form.getlist(NAME)
    later = "later" in request.form
    if not chosen and not later:
        sentence = gettext("Choose an answer, or press “Answer later”")
        return _page(found, asked, errors=[(NAME, sentence)]), 422
    if chosen:
        with transaction() as session:
            save_answer(
                session,
                person_id=current_person().person_id,
                attempt_public_id=aid,
                question=asked.key,
                choices=chosen,
                language=asked.language,
                now=now(),
            )
    if n < len(found.questions):
        return redirect(url_for("assessment.question", aid=aid, n=n + 1), 303)
    return redirect(url_for("assessment.overview", aid=aid), 303)


def asked_at(found: Sitting, n: int) -> Asked:
    """Return the question at a number of the paper; QuestionNotFound outside it."""
    if not 1 <= n <= len(found.questions):
        raise QuestionNotFound
    return found.questions[n - 1]


def _page(found: Sitting, asked: Asked, errors: list[tuple[str, str]] | None = None) -> str:
    zone = current_person().time_zone
    saved = asked.answer if asked.answered else None
    return render_template(
        "assessment/question.html",
        sitting=found,
        asked=asked,
        aid=found.attempt.public_id,
        eid=found.enrolment.public_id,
        key=found.attempt.assessment,
        of=len(found.questions),
        left=len(found.unanswered),
        course=found.outline.text(current_language(), "course.title"),
        slug=found.outline.slug,
        zone=zone,
        saved_at=clock(saved.saved_at, zone) if saved else None,
        errors=errors or [],
        name=NAME,
    )
