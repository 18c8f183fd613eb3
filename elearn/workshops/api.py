"""The API of workshops: one's own bookings, the list of a trainer, the plans of administrators."""

from __future__ import annotations

from typing import Any

from flask import current_app

from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time
from elearn.web.api import ApiBlueprint
from elearn.web.limits import limiter
from elearn.workshops import services
from elearn.workshops.models import Attendance, Workshop
from elearn.workshops.queries import planned_at, seen_workshop, seen_workshops
from elearn.workshops.schemas import (
    AttendanceChangedSchema,
    AttendanceCodeSchema,
    AttendanceLinesSchema,
    AttendanceSchema,
    AttendeeListSchema,
    LanguageSchema,
    NewAttendanceCodeSchema,
    NewWorkshopPlanSchema,
    OwnWorkshopListSchema,
    OwnWorkshopSchema,
    PlannedWorkshopListSchema,
    SavedWorkshopSchema,
    WorkshopPlanSchema,
    letters,
    own_workshop,
    planned_workshop,
)

blueprint = ApiBlueprint("workshops", __name__, description="Live training")

GUESSES = "10 per 5 minutes"
"""Wrong codes, and staff numbers that nobody has, in the name of one person."""


def asker() -> str:
    """Return who asks, as the key of a limit."""
    return f"person:{current_person().public_id}"


@blueprint.get("/workshops")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, OwnWorkshopListSchema)
def workshops(_chosen: dict[str, Any]) -> dict[str, Any]:
    """List the workshops that the reader may book, has booked or attended."""
    person = current_person()
    today = time.today(time.now(), person.organisation_time_zone)
    found = seen_workshops(db.session(), person.person_id, today)
    return {"items": [own_workshop(each, current_language()) for each in found]}


@blueprint.post("/workshops")
@requires(Permission.WORKSHOP_EDIT)
@blueprint.arguments(NewWorkshopPlanSchema)
@blueprint.response(201, SavedWorkshopSchema)
def plan(asked: dict[str, Any]) -> Workshop:
    """Plan a workshop for whoever works at an organisation or below it."""
    person = current_person()
    code = asked.pop("organisation")
    with transaction() as session:
        host = organisation_by_code(session, code, person.scope(Permission.WORKSHOP_EDIT))
        return services.plan_workshop(
            session, organisation=host, draft=asked, author_id=person.person_id, now=time.now()
        )


@blueprint.get("/workshops/<workshop_id>")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, OwnWorkshopSchema)
def workshop(_chosen: dict[str, Any], workshop_id: str) -> dict[str, Any]:
    """Return one workshop and how the reader stands to it."""
    found = seen_workshop(db.session(), current_person().person_id, workshop_id)
    return own_workshop(found, current_language())


@blueprint.put("/workshops/<workshop_id>")
@requires(Permission.WORKSHOP_EDIT)
@blueprint.arguments(WorkshopPlanSchema)
@blueprint.response(200, SavedWorkshopSchema)
def change(asked: dict[str, Any], workshop_id: str) -> Workshop:
    """Put another plan in the place of the one there is, before it begins."""
    person = current_person()
    with transaction() as session:
        return services.change_workshop(
            session,
            author_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            draft=asked,
            compose=letters(current_app.config["ELEARN"]),
            now=time.now(),
        )


@blueprint.post("/workshops/<workshop_id>/cancellation")
@requires(Permission.WORKSHOP_EDIT)
@blueprint.response(200, SavedWorkshopSchema)
def cancel(workshop_id: str) -> Workshop:
    """Say that a workshop does not take place; those who have booked it are written to."""
    person = current_person()
    with transaction() as session:
        return services.cancel_workshop(
            session,
            author_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            compose=letters(current_app.config["ELEARN"]),
            now=time.now(),
        )


@blueprint.get("/organisations/<code>/workshops")
@requires(Permission.WORKSHOP_EDIT)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, PlannedWorkshopListSchema)
def planned(_chosen: dict[str, Any], code: str) -> dict[str, Any]:
    """List the workshops that an organisation, or one below it, hosts."""
    session, language = db.session(), current_language()
    scope = current_person().scope(Permission.WORKSHOP_EDIT)
    found = planned_at(session, organisation_by_code(session, code, scope))
    return {"items": [planned_workshop(each, language) for each in found]}


@blueprint.post("/workshops/<workshop_id>/booking")
@requires(Permission.LEARN)
@blueprint.response(201, OwnWorkshopSchema)
def book(workshop_id: str) -> dict[str, Any]:
    """Book a place, or the next one on the waiting list."""
    person_id = current_person().person_id
    with transaction() as session:
        services.book(session, person_id=person_id, workshop_public_id=workshop_id, now=time.now())
        return own_workshop(seen_workshop(session, person_id, workshop_id), current_language())


@blueprint.delete("/workshops/<workshop_id>/booking")
@requires(Permission.LEARN)
@blueprint.response(204)
def give_back(workshop_id: str) -> None:
    """Give one's place back."""
    with transaction() as session:
        services.give_back(
            session,
            person_id=current_person().person_id,
            workshop_public_id=workshop_id,
            compose=letters(current_app.config["ELEARN"]),
            now=time.now(),
        )


@blueprint.post("/workshops/<workshop_id>/code")
@requires(Permission.LEARN)
@limiter.limit(GUESSES, key_func=asker, deduct_when=lambda r: r.status_code == 422)  # noqa: PLR2004  # only refusals count
@blueprint.arguments(AttendanceCodeSchema)
@blueprint.response(200, AttendanceSchema)
def attend(asked: dict[str, Any], workshop_id: str) -> Attendance:
    """Say by its code that one is there; the same code again changes nothing."""
    with transaction() as session:
        return services.attend_by_code(
            session,
            person_id=current_person().person_id,
            workshop_public_id=workshop_id,
            code=asked["code"],
            now=time.now(),
        )


@blueprint.get("/workshops/<workshop_id>/attendance")
@requires(Permission.WORKSHOP_TRAIN)
@blueprint.response(200, AttendeeListSchema)
def attendance(workshop_id: str) -> dict[str, Any]:
    """List by name who has booked and who was there; every reading is in the audit trail."""
    person = current_person()
    with transaction() as session:
        _workshop, found = services.open_attendance(
            session,
            reader_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            now=time.now(),
        )
    return {"items": found}


@blueprint.put("/workshops/<workshop_id>/attendance")
@requires(Permission.WORKSHOP_TRAIN)
@limiter.limit(GUESSES, key_func=asker, deduct_when=lambda r: r.status_code == 422)  # noqa: PLR2004  # only refusals count
@blueprint.arguments(AttendanceLinesSchema)
@blueprint.response(200, AttendanceChangedSchema)
def mark(asked: dict[str, Any], workshop_id: str) -> dict[str, Any]:
    """Put on record who was there for how long; those who are not in the lines stay as they are."""
    person = current_person()
    with transaction() as session:
        changed = services.mark_attendance(
            session,
            marker_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            lines=[services.Line(**line) for line in asked["items"]],
            now=time.now(),
        )
    return {"changed": changed}


@blueprint.post("/workshops/<workshop_id>/attendance/code")
@requires(Permission.WORKSHOP_TRAIN)
@blueprint.response(201, NewAttendanceCodeSchema)
def make_code(workshop_id: str) -> dict[str, Any]:
    """Make a new code to be shown in the room; the one before is void."""
    person = current_person()
    with transaction() as session:
        _workshop, code = services.make_code(
            session,
            marker_id=person.person_id,
            scope=person.scope(Permission.WORKSHOP_EDIT),
            workshop_public_id=workshop_id,
            now=time.now(),
        )
    return {"code": code}
