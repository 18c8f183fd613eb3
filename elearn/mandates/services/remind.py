"""Writing digests of reminders into the outbox, so that nobody is told of anything twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import audit, mail
from elearn.learning.services.upsert import violates
from elearn.mandates.models import ReminderSent
from elearn.mandates.queries.reminders import Digest, told_to

MARK = ("recipient_id", "person_id", "charter", "requirement", "period", "due_on", "step")


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, and in which language."""

    language: str
    subject: str
    body: str


def remind(
    session: Session, *, digest: Digest, compose: Callable[[Digest], Words], now: datetime
) -> Digest | None:
    """Put the digest of one person into the outbox; return what it says, None where nothing is new.

    A digest of the same day that nobody has tried to send yet is written anew with what has come
    up since; what was met meanwhile is left out of it. One that is on its way stays, and the rest
    waits for another day. Whoever runs at the same moment, for this day or the next, tells the same
    person of the same step once.
    """
    try:
        with session.begin_nested():
            return _written(session, digest, compose, now)
    except IntegrityError as error:
        if not violates(error, ReminderSent, *MARK):
            raise
        return None  # another run has just told them


def _written(
    session: Session, digest: Digest, compose: Callable[[Digest], Words], now: datetime
) -> Digest | None:
    recipient = digest.recipient
    waiting = mail.hold(session, digest.key)
    if waiting is not None and not waiting.untouched:
        return None
    told = told_to(session, [recipient.person_id])[recipient.person_id]
    new = {each.told for each in digest.reminders} - told.keys()
    if not new:
        return None
    again = {each.obligation for each, message in told.items() if waiting and message == waiting.id}
    said = replace(
        digest,
        reminders=tuple(
            each for each in digest.reminders if each.told in new or each.told.obligation in again
        ),
    )
    words = compose(said)
    if waiting is not None:
        waiting.address, waiting.language = recipient.address, words.language
        waiting.subject, waiting.body = words.subject, words.body
        message_id: int | None = waiting.id
    else:
        message_id = mail.put(
            session,
            person_id=recipient.person_id,
            address=recipient.address,
            language=words.language,
            subject=words.subject,
            body=words.body,
            digest_key=digest.key,
            not_before=digest.arrives_at,
            now=now,
        )
    if message_id is None:
        return None
    session.add_all(
        ReminderSent(recipient_id=recipient.person_id, message_id=message_id, **each._asdict())
        for each in sorted(new)
    )
    audit.record(
        session,
        actor_id=None,
        action="reminder.written",
        subject=f"person:{recipient.public_id}",
        details={"own": len(said.own), "others": len(said.others)},
        now=now,
    )
    session.flush()
    return said
