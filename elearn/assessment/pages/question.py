"""One question a page; it works without scripts, and a script only saves sooner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.pages.form import is_empty, read_form
from elearn.assessment.pages.open_sitting import QuestionNotFound, open_sitting
from elearn.assessment.queries import Asked, Sitting, with_response
from elearn.assessment.services import AnswerChanged, SavedAnswer, save_answer
from elearn.catalogue.rules import QuestionForLearning
from elearn.catalogue.rules.questions import AnswerUnfit, Orders
from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.locales import clock, current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why what was sent is not saved, and what was sent."""

    typed: Mapping[str, Any]
    sentence: str = ""
    """Empty where the answer was changed elsewhere."""
    stored: SavedAnswer | None = None
    """The answer that stands on disk instead."""


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
    """Save the answer and go on; with nothing answered, say what can be done."""
    found = open_sitting(aid)
    if isinstance(found, Response):
        return found
    asked = asked_at(found, n)
    response, later = read_form(asked.shape, request.form), "later" in request.form
    trouble = None
    if not is_empty(response):
        trouble = _save(aid, asked, response)
    elif not later:
        trouble = Trouble(response, _unanswered(asked))
    if trouble:
        status = HTTPStatus.CONFLICT if trouble.stored else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(found, asked, trouble), status
    return redirect(_next(aid, found, asked, later=later), 303)


def _next(aid: str, found: Sitting, asked: Asked, *, later: bool) -> str:
    """Return where to go on: to what the answer opened, to the next question, or to all of them."""
    if asked.unfolds and not later and _opened(aid, asked.number):
        return url_for("assessment.question", aid=aid, n=asked.number)
    if asked.number < len(found.questions):
        return url_for("assessment.question", aid=aid, n=asked.number + 1)
    return url_for("assessment.overview", aid=aid)


def _unanswered(asked: Asked) -> str:
    if asked.choices:
        return gettext("Choose an answer, or press “Answer later”")
    return gettext("Answer the question, or press “Answer later”")


def _save(aid: str, asked: Asked, response: Mapping[str, Any]) -> Trouble | None:
    """Save the answer, and return what is in the way of it; a closed attempt tells its result."""
    try:
        with transaction() as session:
            save_answer(
                session,
                person_id=current_person().person_id,
                attempt_public_id=aid,
                question=asked.key,
                response=response,
                language=asked.language,
                seen=request.form.get("revision", type=int),
                now=now(),
            )
    except AnswerUnfit as error:
        return Trouble(response, error.sentence(gettext))
    except AnswerChanged as error:
        return Trouble(response, stored=error.stored)
    return None


def _opened(aid: str, n: int) -> bool:
    """Return whether the answer that was just saved has opened a further part."""
    found = open_sitting(aid)
    return isinstance(found, Sitting) and asked_at(found, n).missing > 0


def asked_at(found: Sitting, n: int) -> Asked:
    """Return the question at a number of the paper; QuestionNotFound outside it."""
    if not 1 <= n <= len(found.questions):
        raise QuestionNotFound
    return found.questions[n - 1]


def _page(found: Sitting, asked: Asked, trouble: Trouble | None = None) -> str:
    zone = current_person().time_zone
    saved = asked.answer if asked.begun else None
    stored = trouble.stored if trouble else None
    shown = _retyped(found, asked, trouble.typed) if trouble else asked
    first = shown.controls[0].name
    return render_template(
        "assessment/question.html",
        sitting=found,
        asked=shown,
        aid=found.attempt.public_id,
        eid=found.enrolment.public_id,
        key=found.attempt.assessment,
        of=len(found.questions),
        left=len(found.unanswered),
        course=found.outline.text(current_language(), "course.title"),
        slug=found.outline.slug,
        zone=zone,
        saved_at=clock(saved.saved_at, zone) if saved else None,
        revision=stored.revision if stored else (asked.answer.revision if asked.answer else 0),
        errors=[(first, trouble.sentence)] if trouble and trouble.sentence else [],
        stored=_lines(found, asked, stored) if stored else (),
        stored_at=clock(stored.saved_at, zone) if stored else None,
    )


def _retyped(found: Sitting, asked: Asked, typed: Mapping[str, Any]) -> Asked:
    """Return the question with what was just sent in its controls."""
    return with_response(asked, *_pinned(found, asked), typed)


def _lines(found: Sitting, asked: Asked, stored: SavedAnswer) -> list[tuple[str, str]]:
    """Return what stands on disk instead, as (what was asked, what was answered)."""
    question, orders = _pinned(found, asked)
    texts = question.text(asked.language)
    lines = question.kind.lines(question.body, texts, orders, stored.response)
    return [(line.subject, line.given) for line in lines if line.given]


def _pinned(found: Sitting, asked: Asked) -> tuple[QuestionForLearning, Orders]:
    """Return the question in its version and the orders in which this attempt asks it."""
    orders = {item.question: item.orders for item in found.attempt.sheet.items}
    questions = {question.key: question for question in found.definition.questions}
    return questions[asked.key], orders[asked.key]
