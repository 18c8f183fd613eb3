"""A message of the outbox as mail: RFC 5322, plain text in UTF-8, in seven bits on the way.

A calendar file goes with it as an attachment, under the method that it states (RFC 6047).
"""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from elearn.mail.models import OutboxMessage

SEVEN_BITS = SMTP.clone(cte_type="7bit")
"""Every mail server on the way can carry it."""


CALENDAR_FILE = "workshop.ics"
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def letter(message: OutboxMessage, *, sender: str, now: datetime) -> EmailMessage:
    """Return the message as it is sent now.

    Raises ValueError where the address or the subject cannot stand in a header.
    """
    name, address = parseaddr(sender)
    made = EmailMessage(policy=SEVEN_BITS)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = _recipient(message.address or "")
    made["Subject"] = message.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{message.public_id}@{address.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.body)
    if message.calendar is not None:
        stated = METHOD.search(message.calendar)
        made.add_attachment(
            message.calendar,
            subtype="calendar",
            filename=CALENDAR_FILE,
            params={"method": stated[1]} if stated else {},
        )
    made["Content-Language"] = message.language  # after the content, which takes such headers away
    return made


def _recipient(address: str) -> Address:
    try:
        return Address(addr_spec=address)
    except (IndexError, HeaderParseError) as error:
        message = "the address is empty or incomplete"
        raise ValueError(message) from error
