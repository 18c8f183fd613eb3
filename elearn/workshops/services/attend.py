"""Marking who was there, on the list; every change reports its minutes into learning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Invalid, NotOneself
from elearn.identity.models import Organisation
from elearn.identity.rules import Scope
from elearn.workshops.models import Workshop
from elearn.workshops.queries import (
    Attendee,
    AttendeeNotFound,
    any_workshop,
    attendees,
    person_to_add,
    workshop_to_mark,
)
from elearn.workshops.rules import Unfit, Way
from elearn.workshops.services.credit import put_on_record
from elearn.workshops.services.state import must_have_begun, must_take_place


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: who, by public id or by staff number, and for how many minutes."""

    minutes: int
    """0 for somebody who was not there."""
    person: str = ""
    """The public id of somebody on the list."""
    staff_number: str = ""
    """Where the person is not on the list: `number` or `code/number`."""


class LinesUnfit(Invalid):
    """Some lines cannot be put on record; none was."""

    code = "attendance-unfit"

    def __init__(self, unfit: Mapping[int, Unfit]) -> None:
        """Keep what is wrong, by the number of the line from 0."""
        super().__init__(
            N_("Nothing was saved. Lines that cannot be accepted as they are: %(count)s."),
            count=len(unfit),
        )
        self.unfit = dict(unfit)

    def members(self) -> dict[str, Any]:
        """Return what is wrong by line, in English."""
        return {"errors": {str(line): [each.sentence()] for line, each in self.unfit.items()}}


def open_attendance(
    session: Session, *, reader_id: int, scope: Scope, workshop_public_id: str, now: datetime
) -> tuple[Workshop, list[Attendee]]:
    """Return a workshop with its list of names, and enter the reading in the audit trail.

    For its trainer, and within the scope of who plans workshops; WorkshopNotFound for others.
    """
    workshop = workshop_to_mark(session, reader_id, scope, workshop_public_id)
    found = attendees(session, workshop)
    audit.record(
        session,
        actor_id=reader_id,
        action="attendance.read",
        subject=f"workshop:{workshop.public_id}",
        now=now,
        details={"people": len(found)},
    )
    return workshop, found


def mark_attendance(  # noqa: PLR0913  # who marks whom, where, within which reach and when
    session: Session,
    *,
    marker_id: int,
    scope: Scope,
    workshop_public_id: str,
    lines: Sequence[Line],
    now: datetime,
) -> int:
    """Put the lines on record, all or none, and return how many changed anything.

    A line with other minutes than before withdraws what was recorded and records anew; 0 withdraws.
    WorkshopNotFound; WorkshopCancelled; WorkshopNotBegun; NotOneself; LinesUnfit.
    """
    workshop = workshop_to_mark(session, marker_id, scope, workshop_public_id, lock=True)
    return _mark(session, workshop, lines, marker_id, now)


def mark_from_file(
    session: Session, *, workshop_public_id: str, lines: Sequence[Line], now: datetime
) -> int:
    """Do the same for the command line, whose user holds the machine."""
    return _mark(session, any_workshop(session, workshop_public_id), lines, None, now)


def _mark(
    session: Session,
    workshop: Workshop,
    lines: Sequence[Line],
    marker_id: int | None,
    now: datetime,
) -> int:
    must_take_place(workshop)
    must_have_begun(workshop, now)
    people = _resolved(session, workshop, lines)
    if marker_id in people:
        raise NotOneself(
            N_("You cannot mark your own attendance. Ask a colleague who plans workshops.")
        )
    changed = sum(
        put_on_record(
            session,
            workshop,
            person_id=person_id,
            minutes=line.minutes,
            way=Way.LIST,
            marker_id=marker_id,
            now=now,
        )
        for person_id, line in zip(people, lines, strict=True)
    )
    audit.record(
        session,
        actor_id=marker_id,
        action="attendance.marked",
        subject=f"workshop:{workshop.public_id}",
        now=now,
        details={"changed": changed},
    )
    return changed


def _resolved(session: Session, workshop: Workshop, lines: Sequence[Line]) -> list[int]:
    """Return whom each line means, or raise LinesUnfit with every line that is wrong."""
    listed = {each.public_id: each.person_id for each in attendees(session, workshop)}
    host = session.get_one(Organisation, workshop.organisation_id)
    people: list[int] = []
    unfit: dict[int, Unfit] = {}
    for number, line in enumerate(lines):
        person_id, told = _whom(session, workshop, host, listed, line)
        if told is None and person_id in people:
            told = Unfit("", N_("This person stands in the list twice. Keep one line."))
        if told is None and not 0 <= line.minutes <= workshop.minutes:
            told = Unfit(
                "",
                N_("This workshop credits %(most)s minutes at most: write 0 to %(most)s."),
                {"most": workshop.minutes},
            )
        if told is not None:
            unfit[number] = told
        people.append(person_id)
    if unfit:
        raise LinesUnfit(unfit)
    return people


def _whom(
    session: Session, workshop: Workshop, host: Organisation, listed: Mapping[str, int], line: Line
) -> tuple[int, Unfit | None]:
    if not line.staff_number:
        found = listed.get(line.person)
        if found is not None:
            return found, None
        return 0, Unfit("", N_("This person is not on the list. Add them by their staff number."))
    try:
        return person_to_add(session, host, line.staff_number, workshop.held_on).id, None
    except AttendeeNotFound as error:
        return 0, Unfit("", error.message, error.params)
