"""How everybody of a place stands, on a day and by what was known: read, and entered as read."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn import audit
from elearn.identity.models import Organisation
from elearn.mandates.queries import Standing, obligations_within
from elearn.mandates.rules import Detail, Reader


def read_compliance(  # noqa: PLR0913  # who reads, where, of which day and by what was known
    session: Session,
    *,
    reader_id: int | None,
    reader: Reader,
    place: Organisation,
    as_of: date | None,
    known_at: datetime | None,
    now: datetime,
) -> list[Standing]:
    """Return everybody who works at or below the place on a day, by name, with what they owe.

    Duties that their charter does not let the reader be told of by name are left out.

    `as_of` is a civil day, None for the day it is at each person's place; with `known_at`, by what
    was on record at that instant. The reading is entered; `reader_id` is None on the command line.
    """
    standings = obligations_within(session, place.path, today=as_of or now, known_at=known_at)
    found = standings.told(reader, Detail.NAMES).people
    audit.record(
        session,
        actor_id=reader_id,
        action="compliance.read",
        subject=f"organisation:{place.code}",
        now=now,
        details={
            "people": len(found),
            "as_of": as_of.isoformat() if as_of else None,
            "known_at": known_at.isoformat() if known_at else None,
        },
    )
    return sorted(found, key=lambda each: (each.person.name, each.person.public_id))
