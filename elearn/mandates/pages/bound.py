"""What binds a place: its charters, what it owes itself, and the form that says it was done."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import ElearnError
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.locales import current_language, number
from elearn.mandates.pages import words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.forms import is_text, our_day_typed
from elearn.mandates.queries import (
    BodyDutyView,
    BoundCharter,
    body_duties_at,
    charters_at,
    charters_binding,
)
from elearn.mandates.services import record_body_duty
from elearn.mandates.services.settings import DayUnfit
from elearn.permissions import Permission, requires
from elearn.web import time

FIELDS = ("duty", "done_on", "note")
LONGEST_NOTE = 500
Errors = list[tuple[str, str]]


@blueprint.get("/organisations/<code>/bound")
@requires(Permission.CHARTER_EDIT)
def bound(code: str) -> str:
    """List the charters that bind a place and what it owes itself under them."""
    return _page(place_at(db.session(), code), saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/bound")
@requires(Permission.CHARTER_EDIT)
def body_duty_done(code: str) -> Response | tuple[str, int]:
    """Record that the place has done what it owes itself, or say what is missing."""
    place = place_at(db.session(), code)
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    done_on = our_day_typed(typed["done_on"])
    charter, _, duty = typed["duty"].partition("/")
    errors = []
    if not is_text(duty, LONGEST_NOTE):
        errors.append(("duty", gettext("Choose what was done.")))
    if done_on is None:
        errors.append(("done_on", gettext("Give the day on which it was done.")))
    if typed["note"] and not is_text(typed["note"], LONGEST_NOTE):
        errors.append(("note", gettext("Give the note in at most 500 characters.")))
    if errors or done_on is None:
        return _page(place, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            record_body_duty(
                session,
                code=charter,
                organisation=place_at(session, code),
                duty=duty,
                done_on=done_on,
                note=typed["note"],
                actor_id=current_person().person_id,
                now=time.now(),
            )
    except DayUnfit as error:
        return refused(_page, code, typed, "done_on", error)
    except ElearnError as error:
        return refused(_page, code, typed, "duty", error)
    return redirect(url_for("mandates.bound", code=code, saved=1), 303)


def place_at(session: Session, code: str) -> Organisation:
    """Return the place of the address, within the reader's scope; OrganisationNotFound."""
    return organisation_by_code(session, code, current_person().scope(Permission.CHARTER_EDIT))


def refused(
    page: Any, code: str, typed: dict[str, str], field: str, error: ElearnError
) -> tuple[str, int]:
    """Return a page again, with what was typed, and beside a field what the service said."""
    place = place_at(db.session(), code)
    told = [(field, error.sentence(gettext))]
    return page(place, typed, told), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    place: Organisation,
    typed: dict[str, str] | None = None,
    errors: Errors | None = None,
    *,
    saved: bool = False,
) -> str:
    session = db.session()
    on = time.today(time.now(), place.time_zone)
    duties = [_duty(each, on) for each in body_duties_at(session, place, on)]
    return render_template(
        "mandates/bound.html",
        organisation=place,
        place=place.name(current_language()),
        charters=[_charter(each, place) for each in charters_binding(session, place, on)],
        duties=duties,
        undone=[
            (f"{each['charter']}/{each['code']}", f"{each['title'].text} ({each['of'].text})")
            for each in duties
            if each["done_on"] is None
        ],
        owns=bool(charters_at(session, place)),
        today=on,
        typed=typed or {},
        errors=errors or [],
        saved=saved,
    )


def _charter(found: BoundCharter, place: Organisation) -> dict[str, Any]:
    version, bearer = found.loaded.version, found.bearer.name(current_language())
    if found.adhesion is not None:
        how = gettext("Joined by %(place)s", place=bearer)
    elif found.bearer.id == place.id:
        how = gettext("Its own charter")
    else:
        how = gettext("Charter of %(place)s", place=bearer)
    return {
        "code": found.loaded.charter.code,
        "title": words.words(version.titles, version.language_of_record),
        "how": how,
        "norm": found.adhesion.norm if found.adhesion else "",
        "since": found.since,
        "version": gettext("Version %(number)s", number=number(version.version)),
        "provenance": words.provenance(version.provenance),
    }


def _duty(found: BodyDutyView, on: Any) -> dict[str, Any]:
    return {
        "charter": found.charter,
        "code": found.code,
        "title": words.words(found.titles, found.charter_language),
        "of": words.words(found.charter_titles, found.charter_language),
        "to": found.to,
        "since": found.since,
        "due_on": found.due_on,
        "done_on": found.done_on,
        "note": found.note,
        "state": words.body_duty_state(found.state(on)),
    }
