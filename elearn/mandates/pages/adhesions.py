"""Which charters of others a place has joined: the list, joining and leaving."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import ElearnError
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.locales import current_language
from elearn.mandates.pages import words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.bound import Errors, place_at, refused
from elearn.mandates.pages.forms import is_text, our_day_typed
from elearn.mandates.queries import AdhesionRow, CharterNotFound, adhesions_of, charters_open_to
from elearn.mandates.services import adhere, withdraw
from elearn.mandates.services.settings import NotOpenToMembers
from elearn.permissions import Permission, requires
from elearn.web import time

JOINING = ("charter", "adhered_on", "norm")
LEAVING = ("left", "withdrawn_on")
LONGEST_NORM = 300


@blueprint.get("/organisations/<code>/bound/adhesions")
@requires(Permission.CHARTER_EDIT)
def adhesions(code: str) -> str:
    """List what a place has joined and left, and offer to join and to leave."""
    return _page(place_at(db.session(), code), saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/bound/adhesions")
@requires(Permission.CHARTER_EDIT)
def join(code: str) -> Response | tuple[str, int]:
    """Record that the place has joined a charter, or say what is missing."""
    place = place_at(db.session(), code)
    typed = {name: request.form.get(name, "").strip() for name in JOINING}
    on = our_day_typed(typed["adhered_on"])
    errors = []
    if not typed["charter"]:
        errors.append(("charter", gettext("Choose the charter.")))
    if on is None:
        errors.append(("adhered_on", gettext("Give the first day on which the place is bound.")))
    if not is_text(typed["norm"], LONGEST_NORM):
        errors.append(("norm", gettext("Give the ordinance or decision by which it joins.")))
    if errors or on is None:
        return _page(place, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            adhere(
                session,
                code=typed["charter"],
                organisation=place_at(session, code),
                on=on,
                norm=typed["norm"],
                actor_id=current_person().person_id,
                now=time.now(),
            )
    except (CharterNotFound, NotOpenToMembers) as error:
        return refused(_page, code, typed, "charter", error)
    except ElearnError as error:
        return refused(_page, code, typed, "adhered_on", error)
    return redirect(url_for("mandates.adhesions", code=code, saved=1), 303)


@blueprint.post("/organisations/<code>/bound/adhesions/withdrawal")
@requires(Permission.CHARTER_EDIT)
def leave(code: str) -> Response | tuple[str, int]:
    """Record that the place is no longer bound from a day on, or say what is missing."""
    place = place_at(db.session(), code)
    typed = {name: request.form.get(name, "").strip() for name in LEAVING}
    on = our_day_typed(typed["withdrawn_on"])
    errors = []
    if not typed["left"]:
        errors.append(("left", gettext("Choose the charter.")))
    if on is None:
        told = gettext("Give the first day on which the place is no longer bound.")
        errors.append(("withdrawn_on", told))
    if errors or on is None:
        return _page(place, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            withdraw(
                session,
                code=typed["left"],
                organisation=place_at(session, code),
                on=on,
                actor_id=current_person().person_id,
                now=time.now(),
            )
    except CharterNotFound as error:
        return refused(_page, code, typed, "left", error)
    except ElearnError as error:
        return refused(_page, code, typed, "withdrawn_on", error)
    return redirect(url_for("mandates.adhesions", code=code, saved=1), 303)


def _page(
    place: Organisation,
    typed: dict[str, str] | None = None,
    errors: Errors | None = None,
    *,
    saved: bool = False,
) -> str:
    session = db.session()
    on = time.today(time.now(), place.time_zone)
    found = adhesions_of(session, place)
    joined = {each.charter: each for each in found if each.withdrawn_on is None}
    return render_template(
        "mandates/adhesions.html",
        organisation=place,
        place=place.name(current_language()),
        rows=[_row(each, on) for each in found],
        may_join=[
            (each.charter.code, _title(each.version))
            for each in charters_open_to(session, place, on)
            if each.charter.code not in joined
        ],
        may_leave=[(code, _title(each)) for code, each in joined.items()],
        typed=typed or {},
        errors=errors or [],
        saved=saved,
    )


def _title(found: Any) -> str:
    """Return the title of a version, or of the version behind a row."""
    return words.words(found.titles, found.language_of_record).text


def _row(found: AdhesionRow, on: date) -> dict[str, Any]:
    left = found.withdrawn_on
    if left is not None and left <= on:
        state = ("none", gettext("Left"))
    elif found.adhered_on > on:
        state = ("none", gettext("Not bound yet"))
    else:
        state = ("done", gettext("Bound"))
    return {
        "code": found.charter,
        "title": words.words(found.titles, found.language_of_record),
        "adhered_on": found.adhered_on,
        "norm": found.norm,
        "withdrawn_on": left,
        "state": state,
    }
