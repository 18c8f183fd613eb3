"""The personal address of the calendar feed: made, replaced, ended."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.identity.models import Person
from elearn.identity.services.tokens import BYTES, digest_of
from elearn.mandates.models import CalendarFeed
from elearn.mandates.queries.feed import FeedNotFound, feed_of


def make_feed(session: Session, *, person_id: int, now: datetime) -> str:
    """Return a new secret of 256 random bits; the one before opens nothing from now on."""
    public_id = _alone(session, person_id)
    token = secrets.token_urlsafe(BYTES)
    kept = feed_of(session, person_id)
    action = "calendar.made" if kept is None else "calendar.replaced"
    if kept is None:
        kept = CalendarFeed(person_id=person_id)
        session.add(kept)
    kept.token_hash, kept.created_at = digest_of(token), now
    session.flush()
    _audit(session, action, person_id, public_id, now)
    return token


def end_feed(session: Session, *, person_id: int, now: datetime) -> None:
    """Let the person's address open nothing any more. Raises FeedNotFound where there is none."""
    public_id = _alone(session, person_id)
    kept = feed_of(session, person_id)
    if kept is None:
        raise FeedNotFound
    session.delete(kept)
    session.flush()
    _audit(session, "calendar.ended", person_id, public_id, now)


def _alone(session: Session, person_id: int) -> str:
    """Let nobody else touch the person's address meanwhile, and return the person's public id."""
    return session.scalars(
        select(Person.public_id).where(Person.id == person_id).with_for_update()
    ).one()


def _audit(session: Session, action: str, person_id: int, public_id: str, now: datetime) -> None:
    """Enter what the person did, without the secret and what is kept of it."""
    subject = f"person:{public_id}"
    audit.record(session, actor_id=person_id, action=action, subject=subject, now=now)
