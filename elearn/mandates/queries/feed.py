"""Whose calendar feed it is, and which duties are in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import Organisation, Person
from elearn.mandates.models import CalendarFeed
from elearn.mandates.queries.obligations import obligations_of
from elearn.mandates.queries.views import ObligationView
from elearn.mandates.rules import State

LISTED = frozenset({State.UPCOMING, State.DUE, State.IN_GRACE, State.OVERDUE})
"""What is still to be done: neither met nor excused."""


class FeedNotFound(NotFound):
    """No calendar has this address, or the person has none."""

    code = "calendar-not-found"

    def __init__(self) -> None:
        """Say where a new address is made."""
        super().__init__(
            N_("There is no calendar at this address. Make a new address on the page My training.")
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """What a calendar program is given; the name of the person is no part of it."""

    person: str
    """The public identifier, from which the identifiers of the entries are made."""
    language: str
    created_at: datetime
    duties: tuple[ObligationView, ...]


def feed_of(session: Session, person_id: int) -> CalendarFeed | None:
    """Return the feed that the person has, if any."""
    return session.scalars(
        select(CalendarFeed).where(CalendarFeed.person_id == person_id)
    ).one_or_none()


def feed_at(session: Session, digest: str, now: datetime) -> Feed:
    """Return the feed whose secret has this digest, by due date. Raises FeedNotFound."""
    found = session.execute(
        select(
            Person.id,
            Person.public_id,
            Person.language,
            Organisation.default_language,
            CalendarFeed.created_at,
        )
        .join(Person, Person.id == CalendarFeed.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(CalendarFeed.token_hash == digest)
    ).one_or_none()
    if found is None:
        raise FeedNotFound
    person_id, public_id, language, default, created_at = found
    duties = obligations_of(session, person_id, today=now)
    return Feed(
        person=public_id,
        language=language or default,
        created_at=created_at,
        duties=tuple(each for each in duties if each.state in LISTED),
    )
