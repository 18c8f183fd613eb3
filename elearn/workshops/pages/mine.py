"""One's own workshops: to book, booked, past, and the code that is typed in the room."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Redirect

from elearn.catalogue.queries import newest_of, outline
from elearn.catalogue.rules import Text
from elearn.database import db, transaction
from elearn.errors import Conflict, NotOneself
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time
from elearn.web.limits import limiter
from elearn.workshops import services
from elearn.workshops.formats import calendar
from elearn.workshops.pages import words
from elearn.workshops.pages.blueprint import GUESSES, asker, blueprint
from elearn.workshops.queries import Seen, seen_workshop, seen_workshops, trained_by
from elearn.workshops.rules import CodeState, code_state, is_begun, is_over
from elearn.workshops.schemas import event_of, letters


@blueprint.get("/workshops")
@requires(Permission.LEARN)
def workshops() -> str:
    """List the workshops that the reader may book, has booked, attended, or trains in."""
    person, instant = current_person(), time.now()
    session = db.session()
    today = time.today(instant, person.organisation_time_zone)
    found = seen_workshops(session, person.person_id, today)
    over = [each for each in found if is_over(each.workshop.ends_at, instant)]
    return render_template(
        "workshops/workshops.html",
        coming=[each for each in found if each not in over],
        past=[each for each in reversed(over) if each.order or each.attended],
        trained=trained_by(session, person.person_id),
        now=instant,
        words=words,
    )


@blueprint.get("/workshops/<workshop_id>")
@requires(Permission.LEARN)
def workshop(workshop_id: str) -> str:
    """Show one workshop: when, where, who teaches, and how the reader stands to it."""
    return _page(workshop_id)


@blueprint.post("/workshops/<workshop_id>/booking")
@requires(Permission.LEARN)
def book(workshop_id: str) -> Redirect | tuple[str, int]:
    """Book a place, or the next one on the waiting list."""
    person_id = current_person().person_id
    try:
        with transaction() as session:
            services.book(
                session, person_id=person_id, workshop_public_id=workshop_id, now=time.now()
            )
            waiting = seen_workshop(session, person_id, workshop_id).waiting
    except Conflict as error:
        return _page(workshop_id, refused=error.sentence(gettext)), error.status
    return _to(workshop_id, "waiting" if waiting else "booked")


@blueprint.post("/workshops/<workshop_id>/booking/return")
@requires(Permission.LEARN)
def give_back(workshop_id: str) -> Redirect | tuple[str, int]:
    """Give the place back."""
    person_id = current_person().person_id
    try:
        with transaction() as session:
            services.give_back(
                session,
                person_id=person_id,
                workshop_public_id=workshop_id,
                compose=letters(current_app.config["ELEARN"]),
                now=time.now(),
            )
    except Conflict as error:
        return _page(workshop_id, refused=error.sentence(gettext)), error.status
    return _to(workshop_id, "given-back")


@blueprint.post("/workshops/<workshop_id>/code")
@requires(Permission.LEARN)
@limiter.limit(GUESSES, key_func=asker, deduct_when=lambda r: r.status_code == 422)  # noqa: PLR2004  # only refusals count
def attend(workshop_id: str) -> Redirect | tuple[str, int]:
    """Credit the workshop to a reader who types in its code."""
    code = request.form.get("code", "")
    try:
        with transaction() as session:
            services.attend_by_code(
                session,
                person_id=current_person().person_id,
                workshop_public_id=workshop_id,
                code=code,
                now=time.now(),
            )
    except services.CodeWrong as error:
        page = _page(workshop_id, code=code, errors=[("code", error.sentence(gettext))])
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    except (Conflict, NotOneself) as error:
        return _page(workshop_id, refused=error.sentence(gettext)), error.status
    return _to(workshop_id, "attended")


@blueprint.get("/workshops/<workshop_id>/calendar.ics")
@requires(Permission.LEARN)
def calendar_file(workshop_id: str) -> Response:
    """Give the workshop as a calendar file; a later one of it replaces an earlier one."""
    seen = seen_workshop(db.session(), current_person().person_id, workshop_id)
    event = event_of(
        seen.workshop,
        public_url=current_app.config["ELEARN"].public_url,
        joins=seen.has_place or seen.trains,
    )
    response = current_app.response_class(calendar(event), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="workshop.ics"'
    return response


def _to(workshop_id: str, word: str) -> Redirect:
    return redirect(url_for("workshops.workshop", workshop_id=workshop_id, done=word), 303)


def _page(
    workshop_id: str,
    *,
    code: str = "",
    errors: list[tuple[str, str]] | None = None,
    refused: str = "",
) -> str:
    seen = seen_workshop(db.session(), current_person().person_id, workshop_id)
    found, instant = seen.workshop, time.now()
    state = code_state(found.starts_at, found.ends_at, instant)
    takes_place = found.cancelled_at is None
    return render_template(
        "workshops/workshop.html",
        seen=seen,
        workshop=found,
        begun=is_begun(found.starts_at, instant),
        now=instant,
        types_code=takes_place and state is CodeState.OPEN and seen.bookable and not seen.trains,
        courses=_courses(seen),
        code=code,
        errors=errors or [],
        refused=refused,
        done=words.done(request.args.get("done")),
        words=words,
    )


def _courses(seen: Seen) -> list[tuple[str, Text]]:
    """Return slug and title of the courses that it belongs to."""
    session, language = db.session(), current_language()
    return [
        (version.course.slug, outline(session, version.id).text(language, "course.title"))
        for version in newest_of(session, seen.workshop.courses)
    ]
