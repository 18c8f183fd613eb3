"""The personal address of the calendar feed: made, replaced, ended."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Person
from elearn.identity.services.tokens import BYTES, digest_of
from elearn.mandates.models import CalendarFeed
from elearn.mandates.queries.feed import FeedNotFound, feed_of


def make_feed(session: Session, *, person_id: int, now: datetime) -> str:
    """Return a new secret of 256 random bits; the one before opens nothing from now on."""
    session.scalar(select(Person.id).where(Person.id == person_id).with_for_update())
    token = secrets.token_urlsafe(BYTES)
    kept = feed_of(session, person_id)
    if kept is None:
        kept = CalendarFeed(person_id=person_id)
        session.add(kept)
    kept.token_hash, kept.created_at = digest_of(token), now
    session.flush()
    return token


def end_feed(session: Session, *, person_id: int) -> None:
    """Let the person's address open nothing any more. Raises FeedNotFound where there is none."""
    kept = feed_of(session, person_id)
    if kept is None:
        raise FeedNotFound
    session.delete(kept)
    session.flush()
