"""Longer time in quizzes: who has it, and the form that gives it."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.rules import TimeFactor
from elearn.assessment.services import ReasonMissing, open_allowances, set_time_factor
from elearn.database import transaction
from elearn.errors import N_, ElearnError, NotOneself
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import (
    PersonNotFound,
    organisation_by_code,
    people_within,
)
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time


@blueprint.get("/organisations/<code>/time")
@requires(Permission.TIME_SET)
def time_factors(code: str) -> str:
    """List who has longer time, with the reasons; the reading is entered in the audit trail."""
    return _page(code, saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/time")
@requires(Permission.TIME_SET)
def set_time(code: str) -> Response | tuple[str, int]:
    """Set a person's time, or say what is missing and keep what was typed."""
    person, instant = current_person(), time.now()
    typed = {name: request.form.get(name, "").strip() for name in ("who", "factor", "reason")}
    if typed["factor"] not in list(TimeFactor):
        sentence = gettext("Choose how much longer the time is.")
        return _page(code, typed, ("factor", sentence)), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            place = organisation_by_code(session, code, person.scope(Permission.TIME_SET))
            on = time.today(instant, place.time_zone)
            set_time_factor(
                session,
                author_id=person.person_id,
                scope=person.scope(Permission.TIME_SET),
                person_public_id=_named(session, place, typed["who"], on),
                factor=TimeFactor(typed["factor"]),
                reason=typed["reason"],
                now=instant,
                on=on,
            )
    except (PersonNotFound, NotOneself) as error:
        return _refused(code, typed, "who", error)
    except ReasonMissing as error:
        return _refused(code, typed, "reason", error)
    return redirect(url_for("assessment.time_factors", code=code, saved=1), 303)


def _named(session: Session, place: Organisation, who: str, on: date) -> str:
    """Return the public id of whom a staff number or user name means here; PersonNotFound."""
    rows = people_within(session, place.path, on=on, search=who, size=3).rows
    exact = [row.public_id for row in rows if who in {row.staff_number, row.user_name}]
    if len(exact) != 1:
        raise PersonNotFound(
            N_("Nobody here has this staff number or user name. Look it up under People.")
        )
    return exact[0]


def _refused(code: str, typed: dict[str, str], field: str, error: ElearnError) -> tuple[str, int]:
    page = _page(code, typed, (field, error.sentence(gettext)))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    code: str,
    typed: dict[str, str] | None = None,
    error: tuple[str, str] | None = None,
    *,
    saved: bool = False,
) -> str:
    person, instant = current_person(), time.now()
    with transaction() as session:
        place: Organisation = organisation_by_code(session, code, person.scope(Permission.TIME_SET))
        on = time.today(instant, place.time_zone)
        found = open_allowances(
            session, reader_id=person.person_id, place=place, now=instant, on=on
        )
    return render_template(
        "assessment/time.html",
        organisation=place,
        place=place.name(current_language()),
        found=found,
        typed=typed or {},
        errors=[error] if error else [],
        saved=saved,
        factors=[
            (TimeFactor.QUARTER, gettext("A quarter longer")),
            (TimeFactor.HALF, gettext("Half as long again")),
            (TimeFactor.DOUBLE, gettext("Twice as long")),
            (TimeFactor.NONE, gettext("No time limit")),
            (TimeFactor.USUAL, gettext("The usual time")),
        ],
    )
