"""One workshop as a calendar file (RFC 5545), which calendars know again when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import icalendar

PRODUCT = "-//elearn//workshops//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar is told."""

    public_id: str
    title: str
    language: str
    """In which the title is."""
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    """Where to join from afar; empty for those who have no place."""
    address: str
    """Of its page."""
    revision: int
    created_at: datetime
    changed_at: datetime
    stamped_at: datetime
    """When this was made: of two with the same revision the later one holds."""
    organiser_name: str
    organiser_address: str
    """The mail address of the service, or empty."""
    cancelled: bool


def calendar(event: Event, *, method: str = "PUBLISH") -> bytes:
    """Return the file: the same UID for ever, a higher SEQUENCE after each change.

    Moments are in UTC, which every calendar shows in the zone of its owner. `method` is a word of
    RFC 5546: PUBLISH, or CANCEL for one that does not take place.
    """
    entry = icalendar.Event()
    entry.add("uid", f"workshop-{event.public_id}")
    entry.add("dtstamp", event.stamped_at)
    entry.add("created", event.created_at)
    entry.add("last-modified", event.changed_at)
    entry.add("sequence", event.revision)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.title, parameters={"LANGUAGE": event.language})
    where = ", ".join(text for text in (event.place, event.link) if text)
    if where:
        entry.add("location", where)
    entry.add("url", event.address)
    if event.organiser_address:
        named = {"CN": event.organiser_name} if event.organiser_name else {}
        entry.add("organizer", f"mailto:{event.organiser_address}", parameters=named)
    whole = icalendar.Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("method", method)
    whole.add_component(entry)
    return bytes(whole.to_ical())
