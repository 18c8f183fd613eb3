"""The desk at which decisions about people are taken over the API."""

from __future__ import annotations

from sqlalchemy.orm import Session

from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.mandates.services import Desk
from elearn.permissions import Permission
from elearn.web.time import now, today


def desk_at(session: Session, code: str) -> Desk:
    """Return the desk at which the caller decides now, or raise OrganisationNotFound."""
    person, instant = current_person(), now()
    place = organisation_by_code(session, code, person.scope(Permission.EXEMPTION_GRANT))
    on = today(instant, place.time_zone)
    return Desk(place=place, by=person.person_id, now=instant, on=on)
