"""Writing letters about a workshop into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn import audit, mail
from elearn.identity.queries.calendars import calendars
from elearn.identity.rules.calendar import WorkCalendar
from elearn.workshops.models import Workshop
from elearn.workshops.queries import Reader, readers_of
from elearn.workshops.rules import News, leaves_at

CHUNK = 500
"""People whom one statement names."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told of one workshop."""

    news: News
    workshop: Workshop
    reader: Reader
    has_place: bool
    """Or had one, until it was cancelled; else the reader waits, or waited."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, in which language, and the calendar file that goes with it."""

    language: str
    subject: str
    body: str
    calendar: str


Compose = Callable[[Letter, datetime], Words]
"""How a letter that is written at an instant is put into words."""


def tell(  # noqa: PLR0913  # whom, of what, in which words and when
    session: Session,
    *,
    workshop: Workshop,
    news: News,
    bookings: Sequence[int],
    seats: Iterable[int],
    begins: datetime,
    compose: Compose,
    now: datetime,
) -> None:
    """Write to those behind these bookings; `seats` are the bookings that have a place.

    A letter about the same workshop that somebody has not got yet is withdrawn: each says all that
    holds by now. Where the reader's hours are later than `rules.NOTICE` before `begins`, it leaves
    at once.
    """
    known, held = calendars(session) if bookings else {}, frozenset(seats)
    leaves: dict[tuple[str, WorkCalendar], datetime] = {}
    for first in range(0, len(bookings), CHUNK):
        readers = readers_of(session, workshop, bookings[first : first + CHUNK], known)
        take_back(session, workshop, [reader.person_id for reader in readers], now)
        for reader in readers:
            words = compose(Letter(news, workshop, reader, reader.booking_id in held), now)
            hours = reader.time_zone, reader.calendar
            if hours not in leaves:
                leaves[hours] = leaves_at(now, *hours, begins)
            mail.put(
                session,
                person_id=reader.person_id,
                address=reader.address,
                language=words.language,
                subject=words.subject,
                body=words.body,
                calendar=words.calendar,
                digest_key=f"{_about(workshop)}{reader.booking_id}:{news}:{workshop.revision}",
                not_before=leaves[hours],
                now=now,
            )
    if bookings:
        audit.record(
            session,
            actor_id=None,
            action="workshop.told",
            subject=f"workshop:{workshop.public_id}",
            details={"news": str(news), "letters": len(bookings)},
            now=now,
        )


def take_back(session: Session, workshop: Workshop, people: Collection[int], now: datetime) -> None:
    """Withdraw the letters about a workshop that these people have not got yet."""
    mail.withdraw(session, people=people, about=_about(workshop), now=now)


def _about(workshop: Workshop) -> str:
    """Return how the keys of all letters about a workshop begin."""
    return f"workshop:{workshop.id}:"
