"""The calendar of a place: days off, fiscal year and terms of office, shown and changed."""

from __future__ import annotations

from contextlib import closing
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import Fault, Faults
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.locales import current_language, number
from elearn.mandates.formats import read_calendar, write_calendar
from elearn.mandates.formats.calendar_file import LARGEST
from elearn.mandates.pages import words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.bound import Errors, place_at
from elearn.mandates.queries import held_calendar
from elearn.mandates.services import set_calendar
from elearn.permissions import Permission, requires
from elearn.web import time

MOST_SHOWN = 50
"""How many faults a page lists; the rest is counted."""


@blueprint.get("/organisations/<code>/bound/calendar")
@requires(Permission.CHARTER_EDIT)
def place_calendar(code: str) -> str:
    """Show the calendar that holds at a place, and its text to be changed."""
    return _page(place_at(db.session(), code), saved=request.args.get("saved", ""))


@blueprint.post("/organisations/<code>/bound/calendar")
@requires(Permission.CHARTER_EDIT)
def save_calendar(code: str) -> Response | tuple[str, int]:
    """Record the calendar of a file or of the text, or name the faults with their lines."""
    place = place_at(db.session(), code)
    typed, content = _sent()
    try:
        found = read_calendar(f"{code}.yaml", content)
    except Faults as error:
        text = _text(content)
        field = "file" if text is None else "text"
        told = [(field, _fault(each)) for each in error.faults]
        if more := len(told[MOST_SHOWN:]):
            told[MOST_SHOWN:] = [(field, gettext("And %(count)s more.", count=number(more)))]
        return _page(place, typed if text is None else text, told), HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        is_new = set_calendar(
            session,
            organisation=place_at(session, code),
            calendar=found,
            actor_id=current_person().person_id,
            now=time.now(),
        )
    saved = "1" if is_new else "same"
    return redirect(url_for("mandates.place_calendar", code=code, saved=saved), 303)


def _sent() -> tuple[str, bytes]:
    """Return the text that was typed, and what is to be read: a file goes before the text."""
    typed = request.form.get("text", "").replace("\r\n", "\n")
    upload = request.files.get("file")
    if upload is not None:
        with closing(upload):
            content = upload.stream.read(LARGEST + 1)
        if upload.filename:
            return typed, content
    return typed, typed.encode("utf-8", "replace")


def _text(content: bytes) -> str | None:
    """Return what was sent as a text to be mended; None for what is none, or is too large."""
    if len(content) > LARGEST:
        return None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\0", "")
    except UnicodeDecodeError:
        return None


def _fault(found: Fault) -> str:
    what, mend = found.words(gettext)
    if found.line is None:
        return gettext("%(what)s; %(mend)s", what=what, mend=mend)
    line = number(found.line)
    return gettext("Line %(line)s: %(what)s; %(mend)s", line=line, what=what, mend=mend)


def _page(
    place: Organisation,
    text: str | None = None,
    errors: Errors | None = None,
    *,
    saved: str = "",
) -> str:
    held = held_calendar(db.session(), place)
    calendar = held.calendar
    return render_template(
        "mandates/place_calendar.html",
        organisation=place,
        place=place.name(current_language()),
        owner=held.owner.name(current_language()) if held.owner else None,
        is_own=held.owner is not None and held.owner.id == place.id,
        rest=words.weekdays(calendar.rest_days),
        starts=words.day_of_year(*calendar.fiscal_year_starts),
        holidays=sorted(calendar.holidays),
        terms=calendar.terms,
        text=write_calendar(calendar) if text is None else text,
        kilobytes=number(LARGEST // 1000),
        errors=errors or [],
        saved=saved,
    )
