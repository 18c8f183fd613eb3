"""The outbox: messages to people, written in the transaction of what they tell of, sent later."""

from elearn.mail.models import OutboxMessage
from elearn.mail.outbox import (
    MOST_ATTEMPTS,
    WAITS,
    hold,
    listed,
    put,
    unreached,
    unsent_count,
    withdraw,
)
from elearn.mail.sending import Sent, send_waiting
from elearn.mail.transports import (
    Folder,
    MailServerUnreachable,
    NotSent,
    Smtp,
    Transport,
    transport_of,
)

__all__ = [
    "MOST_ATTEMPTS",
    "WAITS",
    "Folder",
    "MailServerUnreachable",
    "NotSent",
    "OutboxMessage",
    "Sent",
    "Smtp",
    "Transport",
    "hold",
    "listed",
    "put",
    "send_waiting",
    "transport_of",
    "unreached",
    "unsent_count",
    "withdraw",
]
