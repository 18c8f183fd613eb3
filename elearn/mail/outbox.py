"""Writing into the outbox, and what waits in it; nothing here commits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from elearn.mail.models import OutboxMessage
from elearn.orm import new_public_id

WAITS = (
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
)
"""How long a message waits after the first, second, third… attempt."""

MOST_ATTEMPTS = len(WAITS) + 1


def put(  # noqa: PLR0913  # a message has these facts, all named at the call
    session: Session,
    *,
    person_id: int,
    address: str | None,
    language: str,
    subject: str,
    body: str,
    digest_key: str,
    not_before: datetime,
    now: datetime,
    calendar: str | None = None,
) -> int | None:
    """Put a message into the outbox; return its id, or None where its key is there already.

    Two who put the same key at once wait for one another, and one of them gets None.
    """
    values = {
        "public_id": new_public_id(),
        "person_id": person_id,
        "address": address or None,
        "language": language,
        "subject": subject,
        "body": body,
        "calendar": calendar,
        "digest_key": digest_key,
        "created_at": now,
        "not_before": not_before,
        "next_try_at": not_before,
        "attempts": 0,
        "last_error": "",
    }
    return session.execute(_insert(session.connection().dialect.name), values).scalar()


@cache
def _insert(dialect: str) -> ReturningInsert[int]:
    """Return the statement of `put`, made once: it is run for each of many readers."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return (
        insert(OutboxMessage)
        .on_conflict_do_nothing(index_elements=["digest_key"])
        .returning(OutboxMessage.id)
    )


def hold(session: Session, digest_key: str) -> OutboxMessage | None:
    """Return the message of this key, held for this transaction, or None where there is none.

    Its words may be changed as long as it is `untouched`: no sender takes it meanwhile.
    """
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.digest_key == digest_key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def withdraw(session: Session, *, people: Collection[int], about: str, now: datetime) -> None:
    """Take back what these people have not got yet and whose key begins with `about`.

    A message that is being sent at this moment may still arrive.
    """
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.person_id.in_(people),
            OutboxMessage.digest_key.startswith(about, autoescape=True),
            waiting(),
        )
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )


def waiting() -> ColumnElement[bool]:
    """Return the condition that a message is neither sent nor printed nor withdrawn."""
    return and_(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.printed_at.is_(None),
        OutboxMessage.withdrawn_at.is_(None),
    )


def sendable(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a message has an address and that it is its turn."""
    return and_(
        waiting(),
        OutboxMessage.address.is_not(None),
        OutboxMessage.attempts < MOST_ATTEMPTS,
        OutboxMessage.next_try_at <= now,
    )


def unreached() -> ColumnElement[bool]:
    """Return the condition that a message waits for paper: no address, or all attempts failed."""
    return and_(
        waiting(),
        or_(OutboxMessage.address.is_(None), OutboxMessage.attempts >= MOST_ATTEMPTS),
    )


def listed(session: Session, *, unsent: bool = False) -> Sequence[OutboxMessage]:
    """Return the messages, the newest first; with `unsent` those that wait."""
    found = select(OutboxMessage).order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
    if unsent:
        found = found.where(waiting())
    return session.scalars(found).all()


def unsent_count(session: Session) -> int:
    """Return how many messages with an address wait."""
    return (
        session.scalar(
            select(func.count(OutboxMessage.id)).where(
                waiting(), OutboxMessage.address.is_not(None)
            )
        )
        or 0
    )


def waits(session: Session, *, now: datetime) -> bool:
    """Return whether it is the turn of any message."""
    return session.scalar(select(OutboxMessage.id).where(sendable(now)).limit(1)) is not None


def claim(session: Session, *, now: datetime) -> OutboxMessage | None:
    """Take the next message whose turn it is, counted as an attempt; None where none waits.

    Once this is committed, nobody else takes it before its next turn, and so a killed process
    leaves at most this one in doubt.
    """
    message = session.scalars(
        select(OutboxMessage)
        .where(sendable(now))
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if message is None:
        return None
    message.attempts += 1
    message.next_try_at = now + WAITS[min(message.attempts, len(WAITS)) - 1]
    return message


def record_sent(session: Session, *, message_id: int, now: datetime) -> None:
    """Note that a message has left."""
    message = session.get_one(OutboxMessage, message_id)
    message.sent_at, message.failed_at, message.last_error = now, None, ""


def record_failed(session: Session, *, message_id: int, reason: str, now: datetime) -> None:
    """Note that an attempt failed, and why."""
    message = session.get_one(OutboxMessage, message_id)
    message.failed_at = now
    message.last_error = " ".join(reason.replace("\0", " ").split())[:500]
