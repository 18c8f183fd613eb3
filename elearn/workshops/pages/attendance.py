"""The list of a trainer: who has booked, who was there, and the code to show in the room."""

from __future__ import annotations

from http import HTTPStatus

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.database import transaction
from elearn.errors import Conflict, NotOneself
from elearn.identity.login import current_person
from elearn.permissions import Permission, requires
from elearn.web import time
from elearn.web.limits import limiter
from elearn.workshops.pages import words
from elearn.workshops.pages.blueprint import GUESSES, asker, blueprint
from elearn.workshops.rules import CodeState, code_state, is_begun
from elearn.workshops.services import (
    Line,
    LinesUnfit,
    make_code,
    mark_attendance,
    open_attendance,
)

PREFIX = "minutes."
SHOWN = "shown."
"""Before the public id: what stood in the field when the page was opened."""
LONGEST = 6


@blueprint.get("/workshops/<workshop_id>/attendance")
@requires(Permission.WORKSHOP_TRAIN)
def attendance(workshop_id: str) -> str:
    """Show the list, by name; the reading is entered in the audit trail."""
    return _page(workshop_id)


@blueprint.post("/workshops/<workshop_id>/attendance")
@requires(Permission.WORKSHOP_TRAIN)
def mark(workshop_id: str) -> Response | tuple[str, int]:
    """Save the minutes that were changed on this page, all or none.

    What others have recorded since it was opened, such as by a code, stays.
    """
    form = request.form
    typed = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in form.items()
        if name.startswith(PREFIX)
    }
    kept = typed | {name: value for name, value in form.items() if name.startswith(SHOWN)}
    wrong = [person for person, text in typed.items() if text and _minutes(text) is None]
    if wrong:
        errors = [(f"{PREFIX}{person}", _in_digits()) for person in wrong]
        return _refused(workshop_id, kept, errors)
    lines = [
        Line(minutes=_minutes(text) or 0, person=person)
        for person, text in typed.items()
        if text != form.get(f"{SHOWN}{person}")
    ]
    return _saved(workshop_id, lines, kept, [f"{PREFIX}{line.person}" for line in lines])


@blueprint.post("/workshops/<workshop_id>/attendance/others")
@requires(Permission.WORKSHOP_TRAIN)
@limiter.limit(GUESSES, key_func=asker, deduct_when=lambda r: r.status_code == 422)  # noqa: PLR2004  # only refusals count
def mark_other(workshop_id: str) -> Response | tuple[str, int]:
    """Add somebody who came without a booking, by their exact staff number."""
    typed = {name: request.form.get(name, "").strip()[:200] for name in ("who", "minutes")}
    minutes = _minutes(typed["minutes"])
    errors = []
    if not typed["who"]:
        errors.append(("who", gettext("Write the staff number of the person.")))
    if minutes is None:
        errors.append(("minutes", _in_digits()))
    if errors or minutes is None:
        return _refused(workshop_id, typed, errors)
    line = Line(minutes=minutes, staff_number=typed["who"])
    return _saved(workshop_id, [line], typed, ["who"])


@blueprint.post("/workshops/<workshop_id>/attendance/code")
@requires(Permission.WORKSHOP_TRAIN)
def show_code(workshop_id: str) -> str:
    """Make a new code and show it, this once, on a page without names."""
    person = current_person()
    with transaction() as session:
        workshop, code = make_code(
            session,
            marker_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            now=time.now(),
        )
    public_url = current_app.config["ELEARN"].public_url
    return render_template(
        "workshops/code.html",
        workshop=workshop,
        code=code,
        address=f"{public_url}/workshops/{workshop.public_id}",
        words=words,
    )


def _saved(
    workshop_id: str, lines: list[Line], typed: dict[str, str], fields: list[str]
) -> Response | tuple[str, int]:
    """Put the lines on record; `fields` are the inputs that they came from."""
    person = current_person()
    try:
        with transaction() as session:
            mark_attendance(
                session,
                marker_id=person.person_id,
                scope=person.scope(Permission.WORKSHOP_EDIT),
                workshop_public_id=workshop_id,
                lines=lines,
                now=time.now(),
            )
    except LinesUnfit as error:
        errors = [(fields[line], each.sentence(gettext)) for line, each in error.unfit.items()]
        return _refused(workshop_id, typed, errors)
    except (Conflict, NotOneself) as error:
        return _page(workshop_id, typed, refused=error.sentence(gettext)), error.status
    return redirect(url_for("workshops.attendance", workshop_id=workshop_id, done="saved"), 303)


def _refused(
    workshop_id: str, typed: dict[str, str], errors: list[tuple[str, str]]
) -> tuple[str, int]:
    return _page(workshop_id, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    workshop_id: str,
    typed: dict[str, str] | None = None,
    errors: list[tuple[str, str]] | None = None,
    refused: str = "",
) -> str:
    person, instant = current_person(), time.now()
    with transaction() as session:
        workshop, found = open_attendance(
            session,
            reader_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            now=instant,
        )
    takes_place = workshop.cancelled_at is None
    state = code_state(workshop.starts_at, workshop.ends_at, instant)
    return render_template(
        "workshops/attendance.html",
        workshop=workshop,
        found=found,
        typed=typed or {},
        errors=errors or [],
        refused=refused,
        done=words.done(request.args.get("done")),
        marks=takes_place and is_begun(workshop.starts_at, instant),
        shows_code=takes_place and state is not CodeState.OVER,
        words=words,
    )


def _minutes(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def _in_digits() -> str:
    return gettext("Write whole minutes, in digits; nothing for somebody who was not there.")
