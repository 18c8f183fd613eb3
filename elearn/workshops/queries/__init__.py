"""Reads of workshops: what one person may see, what an organisation plans, who was there."""

from elearn.workshops.queries.ahead import Ahead, booked_ahead
from elearn.workshops.queries.attendance import (
    Attendee,
    AttendeeNotFound,
    attendees,
    person_to_add,
    valid_attendance,
)
from elearn.workshops.queries.planned import Planned, planned_at, taken, trainer_login
from elearn.workshops.queries.reach import (
    WorkshopNotFound,
    any_workshop,
    hold,
    workshop_bookable,
    workshop_to_mark,
    workshop_within,
)
from elearn.workshops.queries.readers import Reader, line_of, readers_of
from elearn.workshops.queries.seen import Seen, seen_workshop, seen_workshops, trained_by

__all__ = [
    "Ahead",
    "Attendee",
    "AttendeeNotFound",
    "Planned",
    "Reader",
    "Seen",
    "WorkshopNotFound",
    "any_workshop",
    "attendees",
    "booked_ahead",
    "hold",
    "line_of",
    "person_to_add",
    "planned_at",
    "readers_of",
    "seen_workshop",
    "seen_workshops",
    "taken",
    "trained_by",
    "trainer_login",
    "valid_attendance",
    "workshop_bookable",
    "workshop_to_mark",
    "workshop_within",
]
