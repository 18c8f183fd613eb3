"""Who may reach a workshop: the filters of scope, each in one place."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import Organisation
from elearn.identity.queries import spells_of, within
from elearn.identity.rules import Scope, ancestors
from elearn.workshops.models import Attendance, Booking, Workshop


class WorkshopNotFound(NotFound):
    """There is no such workshop, or not for the reader."""

    code = "workshop-not-found"

    def __init__(self) -> None:
        """Say the same in both cases."""
        super().__init__(N_("There is no such workshop here. Open the list of workshops again."))


def bookable_by(session: Session, person_id: int) -> ColumnElement[bool]:
    """Return the condition that the person works at the host or below it on the day.

    The statement joins the host as Organisation.
    """
    return or_(
        false(),
        *(
            and_(
                Organisation.path.in_(ancestors(spell.unit_path)),
                Workshop.held_on >= spell.starts_on,
                *([Workshop.held_on <= spell.ends_on] if spell.ends_on else []),
            )
            for spell in spells_of(session, person_id)
        ),
    )


def concerns(person_id: int) -> ColumnElement[bool]:
    """Return the condition that the person has booked the workshop, or was there."""
    booked = exists().where(
        Booking.workshop_id == Workshop.id,
        Booking.person_id == person_id,
        Booking.cancelled_at.is_(None),
    )
    attended = exists().where(
        Attendance.workshop_id == Workshop.id,
        Attendance.person_id == person_id,
        Attendance.withdrawn_at.is_(None),
    )
    return or_(booked, attended)


def workshop_bookable(session: Session, person_id: int, public_id: str) -> Workshop:
    """Return a workshop that the person may book, and hold its row; else WorkshopNotFound."""
    return _one(session, public_id, bookable_by(session, person_id), lock=True)


def workshop_to_mark(
    session: Session, person_id: int, scope: Scope, public_id: str, *, lock: bool = False
) -> Workshop:
    """Return a workshop whose attendance the person marks; else WorkshopNotFound.

    Its trainer does, and who plans workshops for its host.
    """
    reach = or_(Workshop.trainer_id == person_id, within(scope))
    return _one(session, public_id, reach, lock=lock)


def workshop_within(
    session: Session, scope: Scope, public_id: str, *, lock: bool = False
) -> Workshop:
    """Return a workshop whose host lies within the scope; else WorkshopNotFound."""
    return _one(session, public_id, within(scope), lock=lock)


def any_workshop(session: Session, public_id: str) -> Workshop:
    """Return a workshop and hold its row, for the command line; else WorkshopNotFound."""
    return _one(session, public_id, None, lock=True)


def hold(session: Session, workshop: Workshop) -> None:
    """Hold the row of a workshop that was found already, and read it anew."""
    session.refresh(workshop, with_for_update=True)


def _one(
    session: Session, public_id: str, reach: ColumnElement[bool] | None, *, lock: bool
) -> Workshop:
    statement = (
        select(Workshop)
        .join(Organisation, Organisation.id == Workshop.organisation_id)
        .where(Workshop.public_id == public_id)
    )
    if reach is not None:
        statement = statement.where(reach)
    if lock:
        statement = statement.with_for_update(of=Workshop)
    found = session.scalars(statement, execution_options={"populate_existing": lock}).first()
    if found is None:
        raise WorkshopNotFound
    return found
