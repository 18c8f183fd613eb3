"""Worksheets as their owner finds them again, on any device."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.queries import outline
from elearn.catalogue.rules import Outline, WorksheetOutline
from elearn.errors import N_, NotFound
from elearn.learning.models import Enrolment, FilledWorksheet
from elearn.learning.queries.enrolments import enrolment_and_hash


class WorksheetNotFound(NotFound):
    """The course has no worksheet with that id in the version of the enrolment."""

    code = "worksheet-not-found"

    def __init__(self, worksheet_id: str) -> None:
        """Name the id."""
        super().__init__(N_("This course has no worksheet “%(id)s”."), id=worksheet_id[:64])


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet of a person's own enrolment, and what they wrote."""

    enrolment: Enrolment
    version: Outline
    sheet: WorksheetOutline
    filled: FilledWorksheet | None
    """None while nothing was saved in this enrolment."""


def worksheet_of(
    session: Session, person_id: int, public_id: str, worksheet_id: str, *, lock: bool = False
) -> Worksheet:
    """Return the worksheet; with `lock`, hold the enrolment's row until the transaction ends.

    EnrolmentNotFound as always; WorksheetNotFound.
    """
    enrolment, content_hash = enrolment_and_hash(session, person_id, public_id, lock=lock)
    version = outline(session, enrolment.version_id, content_hash)
    sheet = version.worksheet(worksheet_id)
    if sheet is None:
        raise WorksheetNotFound(worksheet_id)
    filled = session.scalar(
        select(FilledWorksheet).where(
            FilledWorksheet.enrolment_id == enrolment.id,
            FilledWorksheet.worksheet_id == worksheet_id,
        )
    )
    return Worksheet(enrolment, version, sheet, filled)


def earlier_worksheet(session: Session, enrolment: Enrolment, wid: str) -> FilledWorksheet | None:
    """Return what the person wrote into the same worksheet in the latest round before this one."""
    return session.scalar(
        select(FilledWorksheet)
        .join(Enrolment, Enrolment.id == FilledWorksheet.enrolment_id)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.course_id == enrolment.course_id,
            Enrolment.sequence < enrolment.sequence,
            FilledWorksheet.worksheet_id == wid,
        )
        .order_by(Enrolment.sequence.desc())
        .limit(1)
    )


def worksheet_states(session: Session, enrolment_id: int) -> dict[str, bool]:
    """Return whether it is completed, for each worksheet of the enrolment that was saved."""
    statement = select(FilledWorksheet.worksheet_id, FilledWorksheet.completed_at).where(
        FilledWorksheet.enrolment_id == enrolment_id
    )
    return {name: at is not None for name, at in session.execute(statement)}
