"""What the forms of decisions share: days, and whom a staff number means."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from elearn.errors import N_
from elearn.identity.models import Organisation
from elearn.identity.queries import PersonNotFound, people_within


def day_typed(typed: str) -> date | None:
    """Return the day that was typed, None for what is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def person_typed(session: Session, place: Organisation, who: str, on: date) -> str:
    """Return the public id of whom a staff number or user name means here; PersonNotFound."""
    rows = people_within(session, place.path, on=on, search=who, size=3).rows
    exact = [row.public_id for row in rows if who in {row.staff_number, row.user_name}]
    if len(exact) != 1:
        raise PersonNotFound(
            N_("Nobody here has this staff number or user name. Look it up under People.")
        )
    return exact[0]
