"""The API of what places record: duties done, charters joined, courses accredited, calendars."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy.orm import Session

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.api.parts import paged, said
from elearn.mandates.formats import WEEK
from elearn.mandates.queries import (
    accreditations_of,
    adhesions_of,
    body_duties_at,
    held_calendar,
)
from elearn.mandates.rules import WorkCalendar
from elearn.mandates.schemas import (
    AccreditationListSchema,
    AccreditationSchema,
    AccreditSchema,
    AdhesionListSchema,
    AdhesionSchema,
    BodyDutyDoneSchema,
    BodyDutyListSchema,
    BodyDutySchema,
    DutiesAskedSchema,
    HeldCalendarSchema,
    JoinSchema,
    LeaveSchema,
    PageSchema,
    SetCalendarSchema,
)
from elearn.mandates.services import accredit, adhere, record_body_duty, set_calendar, withdraw
from elearn.permissions import Permission, requires
from elearn.web.time import now, today

Answer = tuple[dict[str, Any], int]
REPEATED = "It was on record already; nothing changes"


@blueprint.get("/organisations/<code>/body-duties")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(DutiesAskedSchema, location="query")
@blueprint.response(200, BodyDutyListSchema)
def body_duties(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """List what a place itself owes under the charters that bind it, with due day and state."""
    session = db.session()
    place = _place(session, code)
    on = asked.get("as_of") or today(now(), place.time_zone)
    found = [_duty(each, each.state(on)) for each in body_duties_at(session, place, on)]
    return {"as_of": on, **paged(found, asked)}


@blueprint.post("/organisations/<code>/body-duties")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(BodyDutyDoneSchema)
@blueprint.response(201, BodyDutySchema)
@blueprint.alt_response(200, schema=BodyDutySchema, description=REPEATED)
@blueprint.alt_response(409, description="The place is not bound, or it was done on another day")
def record_done(asked: dict[str, Any], code: str) -> Answer:
    """Record that a place has done what it owes itself; it is never rewritten."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = _place(session, code)
        made = record_body_duty(
            session,
            code=asked["charter"],
            organisation=place,
            duty=asked["duty"],
            done_on=asked["done_on"],
            note=asked["note"],
            actor_id=person.person_id,
            now=instant,
        )
        on = today(instant, place.time_zone)
        known = {(each.charter, each.code): each for each in body_duties_at(session, place, on)}
        found = known[asked["charter"], asked["duty"]]
        return _duty(found, found.state(on)), _status(made.recorded_at, instant)


@blueprint.get("/organisations/<code>/adhesions")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(PageSchema, location="query")
@blueprint.response(200, AdhesionListSchema)
def adhesions_of_place(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """List which charters of others a place has joined and left."""
    session = db.session()
    return paged(_adhesions(session, _place(session, code)), asked)


@blueprint.post("/organisations/<code>/adhesions")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(JoinSchema)
@blueprint.response(201, AdhesionSchema)
@blueprint.alt_response(200, schema=AdhesionSchema, description=REPEATED)
@blueprint.alt_response(409, description="It is not open to this place, or binds it already")
def join_charter(asked: dict[str, Any], code: str) -> Answer:
    """Record that a place has joined a charter that is open to members, by a norm of its own."""
    person, instant = current_person(), now()
    with transaction() as session:
        place = _place(session, code)
        made = adhere(
            session,
            code=asked["charter"],
            organisation=place,
            on=asked["adhered_on"],
            norm=asked["norm"],
            actor_id=person.person_id,
            now=instant,
        )
        status = _status(made.recorded_at, instant)
        return _adhesion(session, place, asked["charter"], made.adhered_on), status


@blueprint.post("/organisations/<code>/adhesions/<charter>/withdrawal")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(LeaveSchema)
@blueprint.response(200, AdhesionSchema)
@blueprint.alt_response(409, description="The place is not bound on the day before")
def leave_charter(asked: dict[str, Any], code: str, charter: str) -> dict[str, Any]:
    """Record from which day on a place is no longer bound; a repeat changes nothing."""
    person = current_person()
    with transaction() as session:
        place = _place(session, code)
        left = withdraw(
            session,
            code=charter,
            organisation=place,
            on=asked["withdrawn_on"],
            actor_id=person.person_id,
            now=now(),
        )
        return _adhesion(session, place, charter, left.adhered_on)


@blueprint.get("/organisations/<code>/accreditations")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(PageSchema, location="query")
@blueprint.response(200, AccreditationListSchema)
def accreditations_of_place(asked: dict[str, Any], code: str) -> dict[str, Any]:
    """List which courses the charters of a place accredit."""
    session = db.session()
    place = _place(session, code)
    return paged([each._asdict() for each in accreditations_of(session, place)], asked)


@blueprint.post("/organisations/<code>/accreditations")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(AccreditSchema)
@blueprint.response(201, AccreditationSchema)
@blueprint.alt_response(200, schema=AccreditationSchema, description=REPEATED)
@blueprint.alt_response(409, description="It ends before it begins, or another begins on that day")
def accredit_under_charter(asked: dict[str, Any], code: str) -> Answer:
    """Record that a course is good enough for a charter of the place, for a time."""
    person, instant = current_person(), now()
    with transaction() as session:
        made = accredit(
            session,
            code=asked["charter"],
            owner=_place(session, code),
            slug=asked["course"],
            granted_on=asked["granted_on"],
            expires_on=asked["expires_on"],
            accredited_by=asked["accredited_by"],
            actor_id=person.person_id,
            now=instant,
        )
        status = _status(made.recorded_at, instant)
        return {**asked, "recorded_at": made.recorded_at}, status


@blueprint.get("/organisations/<code>/calendar")
@requires(Permission.CHARTER_EDIT)
@blueprint.response(200, HeldCalendarSchema)
def calendar_of_place(code: str) -> dict[str, Any]:
    """Return the calendar that holds at a place: its own, or that of the nearest above it."""
    session = db.session()
    return _calendar(session, _place(session, code))


@blueprint.put("/organisations/<code>/calendar")
@requires(Permission.CHARTER_EDIT)
@blueprint.arguments(SetCalendarSchema)
@blueprint.response(200, HeldCalendarSchema)
def set_calendar_of_place(asked: dict[str, WorkCalendar], code: str) -> dict[str, Any]:
    """Record the calendar of a place, whole; the same once more changes nothing."""
    person = current_person()
    with transaction() as session:
        place = _place(session, code)
        set_calendar(
            session,
            organisation=place,
            calendar=asked["calendar"],
            actor_id=person.person_id,
            now=now(),
        )
        return _calendar(session, place)


def _place(session: Session, code: str) -> Organisation:
    return organisation_by_code(session, code, current_person().scope(Permission.CHARTER_EDIT))


def _status(recorded_at: datetime, instant: datetime) -> int:
    """Return 201 for what this request has recorded, 200 for what was there."""
    return HTTPStatus.CREATED if recorded_at == instant else HTTPStatus.OK


def _duty(found: Any, state: str) -> dict[str, Any]:
    return {
        "charter": found.charter,
        "code": found.code,
        "title": said(found.titles, found.charter_language),
        "to": found.to,
        "since": found.since,
        "due_on": found.due_on,
        "state": state,
        "done_on": found.done_on,
        "note": found.note,
    }


def _adhesions(session: Session, place: Organisation) -> list[dict[str, Any]]:
    return [
        {**each._asdict(), "title": said(each.titles, each.language_of_record)}
        for each in adhesions_of(session, place)
    ]


def _adhesion(session: Session, place: Organisation, charter: str, since: Any) -> dict[str, Any]:
    found = _adhesions(session, place)
    return next(each for each in found if (each["charter"], each["adhered_on"]) == (charter, since))


def _calendar(session: Session, place: Organisation) -> dict[str, Any]:
    held = held_calendar(session, place)
    month, first = held.calendar.fiscal_year_starts
    return {
        "rest_days": [WEEK[each] for each in sorted(held.calendar.rest_days)],
        "holidays": sorted(held.calendar.holidays),
        "fiscal_year_starts": f"{month:02}-{first:02}",
        "terms": list(held.calendar.terms),
        "organisation": held.owner.code if held.owner else None,
        "recorded_at": held.recorded_at,
    }
