"""The marking desk of a trainer: answers that wait, each with its rubric and without a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.queries import Waiting, waiting_answer, waiting_answers
from elearn.assessment.services import ReasonMissing, give_mark, open_answer
from elearn.catalogue.rules.questions import LevelsUnfit
from elearn.database import db, transaction
from elearn.errors import ElearnError
from elearn.identity.login import current_person
from elearn.identity.rules import Scope
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion, as the form offers it."""

    id: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a rubric, as the form shows it."""

    id: str
    text: str
    levels: tuple[Level, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a trainer sent that is not saved, and why."""

    levels: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    errors: tuple[tuple[str, str], ...] = ()


def _reader() -> tuple[int, Scope, datetime, date]:
    """Return who reads, how far they reach, and the instant with its civil date there."""
    person, instant = current_person(), time.now()
    today = time.today(instant, person.organisation_time_zone)
    return person.person_id, person.scope(Permission.ANSWER_MARK), instant, today


@blueprint.get("/marking")
@requires(Permission.ANSWER_MARK)
def marking() -> str:
    """List the answers that wait for this trainer's mark, the oldest first."""
    marker_id, scope, _instant, today = _reader()
    found = waiting_answers(db.session(), scope, marker_id, today)
    return render_template(
        "assessment/marking.html",
        waiting=found,
        language=current_language(),
        marked=request.args.get("marked") == "1",
    )


@blueprint.get("/marking/<aid>/<question>")
@requires(Permission.ANSWER_MARK)
def marking_answer(aid: str, question: str) -> str:
    """Show one answer with its rubric; the reading is entered in the audit trail."""
    marker_id, scope, instant, today = _reader()
    with transaction() as session:
        found = open_answer(
            session,
            marker_id=marker_id,
            scope=scope,
            attempt_public_id=aid,
            question=question,
            now=instant,
            on=today,
        )
    return _page(found, Typed())


@blueprint.post("/marking/<aid>/<question>")
@requires(Permission.ANSWER_MARK)
def mark_answer(aid: str, question: str) -> str | Response | tuple[str, int]:
    """Save the mark and go back to the list; or say what is missing and keep what was typed."""
    marker_id, scope, instant, today = _reader()
    levels = {
        name.removeprefix("levels."): value
        for name, value in request.form.items()
        if name.startswith("levels.")
    }
    reason = request.form.get("reason", "")
    try:
        with transaction() as session:
            give_mark(
                session,
                marker_id=marker_id,
                scope=scope,
                attempt_public_id=aid,
                question=question,
                levels=levels,
                reason=reason,
                now=instant,
                on=today,
            )
    except (LevelsUnfit, ReasonMissing) as error:
        found = waiting_answer(
            db.session(), scope, marker_id, attempt=aid, question=question, on=today
        )
        errors = _errors(found, levels, reason, error)
        page = _page(found, Typed(levels, reason, errors))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("assessment.marking", marked=1), 303)


def _errors(
    found: Waiting, levels: dict[str, str], reason: str, error: ElearnError
) -> tuple[tuple[str, str], ...]:
    """Return every field that lacks something, so that all of it can be mended at once."""
    texts = found.question.text(current_language())
    errors = []
    for each in found.question.body["rubric"]["criteria"]:
        if levels.get(each["id"]) not in {level["id"] for level in each["levels"]}:
            criterion = texts.of("criteria", each["id"])
            sentence = gettext("Choose a level for “%(criterion)s”", criterion=criterion)
            errors.append((f"levels.{each['id']}", sentence))
    if isinstance(error, ReasonMissing) or not reason.strip():
        sentence = (
            error.sentence(gettext)
            if isinstance(error, ReasonMissing)
            else gettext("Write the reason: whoever it concerns may ask for it.")
        )
        errors.append(("reason", sentence))
    return tuple(errors)


def _page(found: Waiting, typed: Typed) -> str:
    language = current_language()
    own = found.own
    texts = found.question.text(language)
    chosen = typed.levels or (own.levels if own else {})
    return render_template(
        "assessment/marking_answer.html",
        waiting=found,
        texts=texts,
        criteria=[
            Criterion(
                each["id"],
                texts.of("criteria", each["id"]),
                tuple(
                    Level(
                        level["id"],
                        texts.of("levels", f"{each['id']}.{level['id']}"),
                        level["points"],
                    )
                    for level in each["levels"]
                ),
                chosen.get(each["id"], ""),
            )
            for each in found.question.body["rubric"]["criteria"]
        ],
        reason=typed.reason or (own.reason if own else ""),
        errors=list(typed.errors),
        language=language,
    )
