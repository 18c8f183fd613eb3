"""Somebody's duties as a calendar (RFC 5545) that programs subscribe to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar

PRODUCT = "-//elearn//duties//EN"


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """One duty as the calendar shows it, on the whole of its due day."""

    identity: tuple[str, ...]
    """What tells it from every other duty of anybody, whatever its day or its words."""
    title: str
    language: str
    """In which the title is."""
    due_on: date
    description: str
    address: str
    """Of the page of its article."""


def duty_calendar(name: str, entries: Iterable[DutyEntry], made_at: datetime) -> bytes:
    """Return the calendar; the same duties give the same bytes, so that nothing is sent twice.

    A due date is a civil date, so an entry has a day and no zone. The identifier is a digest: it
    stays when the day moves, and tells nobody who it is about.
    """
    whole = icalendar.Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", name)
    for each in entries:
        entry = icalendar.Event()
        digest = hashlib.sha256("\n".join(each.identity).encode()).hexdigest()
        entry.add("uid", f"duty-{digest}")
        entry.add("dtstamp", made_at)
        entry.add("dtstart", each.due_on)
        entry.add("dtend", each.due_on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        entry.add("summary", each.title, parameters={"LANGUAGE": each.language})
        entry.add("description", each.description)
        entry.add("url", each.address)
        whole.add_component(entry)
    return bytes(whole.to_ical())
