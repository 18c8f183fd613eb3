"""What forms share: the desk of decisions, days, texts, courses, and whom a staff number means."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from elearn.catalogue import queries as catalogue
from elearn.errors import N_
from elearn.identity.login import current_person
from elearn.identity.queries import PersonNotFound, organisation_by_code, people_within
from elearn.identity.rules.names import has_control_characters
from elearn.mandates.pages import words
from elearn.mandates.queries.views import course_views
from elearn.mandates.schemas.bounds import FIRST, LAST
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


def our_day_typed(typed: str) -> date | None:
    """Return the day that was typed, None for what is none or not of our time."""
    found = day_typed(typed)
    return found if found is not None and FIRST <= found <= LAST else None


def is_text(typed: str, most: int) -> bool:
    """Say whether there is a text that fits, on one line or on several."""
    return 0 < len(typed) <= most and not has_control_characters(" ".join(typed.split()))


def course_options(session: Session) -> list[tuple[str, str]]:
    """Return the published courses by slug, with their titles."""
    slugs = [each.course.slug for each in catalogue.courses(session)]
    views = course_views(session, slugs)
    return [
        (slug, words.words(views[slug].titles, views[slug].language).text or slug)
        for slug in slugs
        if slug in views
    ]


def person_typed(session: Session, desk: Desk, who: str) -> str:
    """Return the public id of whom a staff number or user name means here; PersonNotFound."""
    rows = people_within(session, desk.place.path, on=desk.on, search=who, size=3).rows
    exact = [row.public_id for row in rows if who in {row.staff_number, row.user_name}]
    if len(exact) != 1:
        raise PersonNotFound(
            N_("Nobody here has this staff number or user name. Look it up under People.")
        )
    return exact[0]
