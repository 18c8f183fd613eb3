"""Workshops, bookings and attendance as JSON."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.identity.models import Organisation
from elearn.locales import LANGUAGES, pick
from elearn.workshops.models import Workshop
from elearn.workshops.queries import Planned, Seen
from elearn.workshops.rules import PROVIDERS, Way

LANGUAGE = ma.validate.OneOf(LANGUAGES, error="Choose one of: {choices}.")
LARGEST = 10_000
MOST_LINES = 1000
MOST_ADDED = 10
"""Staff numbers in one request, so that nobody finds out by trying which there are."""
STANDINGS = ("none", "booked", "waiting")


class LanguageSchema(ma.Schema):
    """The language of the titles in the answer."""

    lang = ma.fields.String(
        validate=LANGUAGE,
        metadata={"description": "Without it: the profile's language, then `Accept-Language`"},
    )


class WorkshopPlanSchema(ma.Schema):
    """A workshop as it is to be; the times are those that clocks show at its place."""

    titles = ma.fields.Dict(
        keys=ma.fields.String(validate=LANGUAGE), values=ma.fields.String(), required=True
    )
    day = ma.fields.String(required=True, metadata={"description": "year-month-day"})
    starts = ma.fields.String(required=True, metadata={"description": "hours:minutes"})
    ends = ma.fields.String(required=True, metadata={"description": "hours:minutes, the same day"})
    time_zone = ma.fields.String(
        load_default="", metadata={"description": "IANA; without it: that of the organisation"}
    )
    place = ma.fields.String(load_default="")
    link = ma.fields.String(load_default="")
    capacity = ma.fields.Integer(
        load_default=None, allow_none=True, validate=ma.validate.Range(-LARGEST, LARGEST)
    )
    language = ma.fields.String(required=True)
    provider = ma.fields.String(
        required=True, metadata={"description": f"One of {', '.join(PROVIDERS)}"}
    )
    courses = ma.fields.List(ma.fields.String(), load_default=list)
    topics = ma.fields.List(ma.fields.String(), load_default=list)
    minutes = ma.fields.Integer(required=True, validate=ma.validate.Range(-LARGEST, LARGEST))
    trainer = ma.fields.String(
        required=True, metadata={"description": "User name, staff number or code/staff number"}
    )


class NewWorkshopPlanSchema(WorkshopPlanSchema):
    """A new workshop, and who hosts it."""

    organisation = ma.fields.String(required=True, metadata={"description": "Its code"})


class WorkshopHostSchema(ma.Schema):
    """The organisation for whose people a workshop is."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class WorkshopSchema(ma.Schema):
    """A workshop."""

    id = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    title_language = ma.fields.String(required=True)
    titles = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.String(), required=True)
    organisation = ma.fields.Nested(WorkshopHostSchema, required=True)
    starts_at = ma.fields.AwareDateTime(required=True)
    ends_at = ma.fields.AwareDateTime(required=True)
    day = ma.fields.Date(required=True)
    time_zone = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    link = ma.fields.String(
        required=True, metadata={"description": "Empty for those who have no place"}
    )
    capacity = ma.fields.Integer(required=True, allow_none=True)
    language = ma.fields.String(required=True)
    provider = ma.fields.String(required=True)
    courses = ma.fields.List(ma.fields.String(), required=True)
    topics = ma.fields.List(ma.fields.String(), required=True)
    minutes = ma.fields.Integer(required=True)
    trainer = ma.fields.String(required=True, metadata={"description": "The trainer's name"})
    cancelled = ma.fields.Boolean(required=True)
    booked = ma.fields.Integer(
        required=True, metadata={"description": "Bookings of everybody, those who wait included"}
    )


class OwnWorkshopSchema(WorkshopSchema):
    """A workshop, and how the reader stands to it."""

    bookable = ma.fields.Boolean(required=True)
    places_left = ma.fields.Integer(required=True, allow_none=True)
    standing = ma.fields.String(required=True, validate=ma.validate.OneOf(STANDINGS))
    waiting = ma.fields.Integer(
        required=True, metadata={"description": "The number on the waiting list, 0 if not on it"}
    )
    attended_minutes = ma.fields.Integer(required=True)
    trains = ma.fields.Boolean(required=True)


class OwnWorkshopListSchema(ma.Schema):
    """The workshops that the reader may book, has booked, or attended, in the order of time."""

    items = ma.fields.List(ma.fields.Nested(OwnWorkshopSchema), required=True)


class PlannedWorkshopSchema(WorkshopSchema):
    """A workshop as who plans it sees it: numbers without names."""

    attended = ma.fields.Integer(
        required=True, metadata={"description": "How many people were there"}
    )
    revision = ma.fields.Integer(required=True)


class PlannedWorkshopListSchema(ma.Schema):
    """The workshops that an organisation, or one below it, hosts; the latest first."""

    items = ma.fields.List(ma.fields.Nested(PlannedWorkshopSchema), required=True)


class SavedWorkshopSchema(ma.Schema):
    """A workshop that was planned, changed or cancelled."""

    id = ma.fields.String(required=True, attribute="public_id")
    starts_at = ma.fields.AwareDateTime(required=True)
    ends_at = ma.fields.AwareDateTime(required=True)
    revision = ma.fields.Integer(required=True)
    cancelled_at = ma.fields.AwareDateTime(required=True, allow_none=True)


class AttendanceCodeSchema(ma.Schema):
    """The code as it was typed in."""

    code = ma.fields.String(required=True, validate=ma.validate.Length(1, 64))


class NewAttendanceCodeSchema(ma.Schema):
    """The code, shown this once."""

    code = ma.fields.String(required=True)


class AttendanceSchema(ma.Schema):
    """That one was there."""

    minutes = ma.fields.Integer(required=True)
    way = ma.fields.String(required=True, validate=ma.validate.OneOf([*Way]))
    marked_at = ma.fields.AwareDateTime(required=True)


class AttendeeSchema(ma.Schema):
    """Somebody on the list of a workshop."""

    person = ma.fields.String(required=True, attribute="public_id")
    name = ma.fields.String(required=True)
    staff_number = ma.fields.String(required=True)
    waiting = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)
    way = ma.fields.String(required=True, metadata={"description": "list, code, or empty"})


class AttendeeListSchema(ma.Schema):
    """Who has booked, in that order, and who came without."""

    items = ma.fields.List(ma.fields.Nested(AttendeeSchema), required=True)


class AttendanceLineSchema(ma.Schema):
    """Who was there for how long: by `person`, or by `staff_number` to add somebody."""

    person = ma.fields.String(load_default="", validate=ma.validate.Length(max=64))
    staff_number = ma.fields.String(load_default="", validate=ma.validate.Length(max=200))
    minutes = ma.fields.Integer(
        required=True,
        validate=ma.validate.Range(0, LARGEST),
        metadata={"description": "0 takes back what was recorded"},
    )


def _few_added(items: list[dict[str, Any]]) -> None:
    if sum(bool(line["staff_number"]) for line in items) > MOST_ADDED:
        message = f"Send at most {MOST_ADDED} staff numbers at a time."
        raise ma.ValidationError(message)


class AttendanceLinesSchema(ma.Schema):
    """Lines of a list, put on record all or none."""

    items = ma.fields.List(
        ma.fields.Nested(AttendanceLineSchema),
        required=True,
        validate=[ma.validate.Length(1, MOST_LINES), _few_added],
    )


class AttendanceChangedSchema(ma.Schema):
    """How many lines changed anything."""

    changed = ma.fields.Integer(required=True)


def own_workshop(seen: Seen, language: str) -> dict[str, Any]:
    """Return a workshop and how the reader stands to it."""
    joins = seen.has_place or seen.trains
    return {
        **_workshop(seen.workshop, seen.host, seen.trainer, seen.booked, language),
        "link": seen.workshop.link if joins else "",
        "bookable": seen.bookable,
        "places_left": seen.left,
        "standing": "waiting" if seen.waiting else "booked" if seen.order else "none",
        "waiting": seen.waiting,
        "attended_minutes": seen.attended,
        "trains": seen.trains,
    }


def planned_workshop(planned: Planned, language: str) -> dict[str, Any]:
    """Return a workshop with its numbers."""
    workshop = planned.workshop
    return {
        **_workshop(workshop, planned.host, planned.trainer, planned.booked, language),
        "link": workshop.link,
        "attended": planned.attended,
        "revision": workshop.revision,
    }


def _workshop(
    workshop: Workshop, host: Organisation, trainer: str, booked: int, language: str
) -> dict[str, Any]:
    title_language, title = pick(workshop.titles, language, workshop.language)
    return {
        "id": workshop.public_id,
        "title": title,
        "title_language": title_language,
        "titles": workshop.titles,
        "organisation": {"code": host.code, "name": host.name(language)},
        "starts_at": workshop.starts_at,
        "ends_at": workshop.ends_at,
        "day": workshop.held_on,
        "time_zone": workshop.time_zone,
        "place": workshop.place,
        "capacity": workshop.capacity,
        "language": workshop.language,
        "provider": workshop.provider,
        "courses": workshop.courses,
        "topics": workshop.topics,
        "minutes": workshop.minutes,
        "trainer": trainer,
        "cancelled": workshop.cancelled_at is not None,
        "booked": booked,
    }
