"""Sending what waits, one message after the other, each on record before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.mail import outbox
from elearn.mail.letter import letter
from elearn.mail.models import OutboxMessage
from elearn.mail.transports import Line, NotSent, Transport


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one attempt; `error` is empty where the message has left."""

    public_id: str
    error: str
    attempts: int

    @property
    def given_up(self) -> bool:
        """Whether it is not tried again."""
        return bool(self.error) and self.attempts >= outbox.MOST_ATTEMPTS


def send_waiting(
    transaction: Callable[[], AbstractContextManager[Session]],
    transport: Transport,
    *,
    sender: str,
    clock: Callable[[], datetime],
) -> Iterator[Sent]:
    """Send every message whose turn it is, and yield what became of each.

    Each is claimed in a transaction of its own, sent, and recorded in another. A process that is
    killed between the two leaves that one message in doubt: it is sent again at its next turn. A
    line that breaks is opened anew. Raises MailServerUnreachable before anything is claimed.
    """
    while _any(transaction, clock()):
        with transport.open() as line:
            while (message := _claimed(transaction, clock())) is not None:
                sent, broken = _try(line, message, sender=sender, now=clock())
                with transaction() as session:
                    if sent.error:
                        outbox.record_failed(
                            session, message_id=message.id, reason=sent.error, now=clock()
                        )
                    else:
                        outbox.record_sent(session, message_id=message.id, now=clock())
                yield sent
                if broken:
                    break


def _any(transaction: Callable[[], AbstractContextManager[Session]], now: datetime) -> bool:
    with transaction() as session:
        return outbox.waits(session, now=now)


def _claimed(
    transaction: Callable[[], AbstractContextManager[Session]], now: datetime
) -> OutboxMessage | None:
    with transaction() as session:
        return outbox.claim(session, now=now)


def _try(line: Line, message: OutboxMessage, *, sender: str, now: datetime) -> tuple[Sent, bool]:
    try:
        line.send(letter(message, sender=sender, now=now), name=message.public_id)
    except NotSent as error:
        return Sent(message.public_id, str(error), message.attempts), error.broken
    except ValueError as error:  # an address that no header can hold
        return Sent(message.public_id, str(error), message.attempts), False
    return Sent(message.public_id, "", message.attempts), False
