"""The code that a trainer shows in the room, and that those present type in themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Conflict, Invalid, NotOneself
from elearn.identity.rules import Scope
from elearn.workshops.models import Attendance, Workshop
from elearn.workshops.queries import valid_attendance, workshop_bookable, workshop_to_mark
from elearn.workshops.rules import Way, code_digest, code_matches, new_code
from elearn.workshops.services.credit import put_on_record
from elearn.workshops.services.state import (
    code_must_be_of_use,
    code_must_hold,
    must_take_place,
)


class CodeWrong(Invalid):
    """This is not the code of the workshop."""

    code = "code-wrong"


class AttendanceCorrected(Conflict):
    """The trainer has said that the person was not there: a code does not undo that."""

    code = "attendance-corrected"


def make_code(
    session: Session, *, marker_id: int, scope: Scope, workshop_public_id: str, now: datetime
) -> tuple[Workshop, str]:
    """Make a new code and return it, this once: only its digest is kept. The one before is void.

    WorkshopNotFound; WorkshopCancelled; WorkshopOver.
    """
    workshop = workshop_to_mark(session, marker_id, scope, workshop_public_id, lock=True)
    must_take_place(workshop)
    code_must_be_of_use(workshop, now)
    code = new_code()
    workshop.code_digest = code_digest(workshop.public_id, code)
    audit.record(
        session,
        actor_id=marker_id,
        action="attendance.code_made",
        subject=f"workshop:{workshop.public_id}",
        now=now,
    )
    return workshop, code


def attend_by_code(
    session: Session, *, person_id: int, workshop_public_id: str, code: str, now: datetime
) -> Attendance:
    """Credit the whole workshop to somebody who types in its code; again, it changes nothing.

    WorkshopNotFound for those who do not work there; WorkshopCancelled; WorkshopNotBegun;
    WorkshopOver; NotOneself for the trainer; CodeWrong; AttendanceCorrected.
    """
    workshop = workshop_bookable(session, person_id, workshop_public_id)
    must_take_place(workshop)
    code_must_hold(workshop, now)
    if workshop.trainer_id == person_id:
        raise NotOneself(
            N_("You cannot mark your own attendance. Ask a colleague who plans workshops.")
        )
    if not code_matches(workshop.public_id, code, workshop.code_digest):
        raise CodeWrong(N_("This is not the code of this workshop. Look at it again."))
    known = valid_attendance(session, workshop.id, person_id)
    if known is not None:
        return known
    if _was_corrected(session, workshop, person_id):
        raise AttendanceCorrected(
            N_("The trainer has corrected your attendance. Speak with the trainer about it.")
        )
    put_on_record(
        session,
        workshop,
        person_id=person_id,
        minutes=workshop.minutes,
        way=Way.CODE,
        marker_id=person_id,
        now=now,
    )
    made = valid_attendance(session, workshop.id, person_id)
    if made is None:
        message = "the attendance that was put on record is gone"
        raise LookupError(message)
    return made


def _was_corrected(session: Session, workshop: Workshop, person_id: int) -> bool:
    found = exists().where(Attendance.workshop_id == workshop.id, Attendance.person_id == person_id)
    return bool(session.scalar(select(found)))
