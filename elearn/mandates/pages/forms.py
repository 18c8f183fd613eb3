"""What the pages of decisions share: their desk, days, and whom a staff number means."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from elearn.errors import N_
from elearn.identity.login import current_person
from elearn.identity.queries import PersonNotFound, organisation_by_code, people_within
from elearn.mandates.services import Desk
from elearn.permissions import Permission
from elearn.web import time


def desk_at(session: Session, code: str) -> Desk:
    """Return the desk at which the reader decides now, or raise OrganisationNotFound."""
    person, instant = current_person(), time.now()
    place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
    on = time.today(instant, place.time_zone)
    return Desk(place=place, by=person.person_id, now=instant, on=on)


def day_typed(typed: str) -> date | None:
    """Return the day that was typed, None for what is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def person_typed(session: Session, desk: Desk, who: str) -> str:
    """Return the public id of whom a staff number or user name means here; PersonNotFound."""
    rows = people_within(session, desk.place.path, on=desk.on, search=who, size=3).rows
    exact = [row.public_id for row in rows if who in {row.staff_number, row.user_name}]
    if len(exact) != 1:
        raise PersonNotFound(
            N_("Nobody here has this staff number or user name. Look it up under People.")
        )
    return exact[0]
