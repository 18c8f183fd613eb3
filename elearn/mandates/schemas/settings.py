"""What places record that duties hang on, as JSON."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import marshmallow as ma

from elearn.mandates.formats import WEEK, every_year_has
from elearn.mandates.queries import DUTY_STATES
from elearn.mandates.rules import WorkCalendar
from elearn.mandates.schemas.bounds import FIRST, LAST
from elearn.mandates.schemas.pages import PagedSchema, PageSchema
from elearn.mandates.schemas.texts import fitting

MOST_DAYS = 5000
OUR_TIME = ma.validate.Range(FIRST, LAST)


class BodyDutyDoneSchema(ma.Schema):
    """That a place has done what it owes itself."""

    charter = ma.fields.String(
        required=True, validate=fitting(64), metadata={"description": "Its code"}
    )
    duty = ma.fields.String(
        required=True, validate=fitting(64), metadata={"description": "Its code in the charter"}
    )
    done_on = ma.fields.Date(
        required=True,
        validate=OUR_TIME,
        metadata={"description": "Not in the future, and not before the duty began"},
    )
    note = ma.fields.String(
        load_default="",
        validate=fitting(500, least=0),
        metadata={"description": "Where it can be seen"},
    )


class DutiesAskedSchema(PageSchema):
    """Of which day, and which page."""

    as_of = ma.fields.Date(
        validate=OUR_TIME,
        metadata={"description": "The civil day asked about, at the place; today without"},
    )


class BodyDutySchema(ma.Schema):
    """Something that a place itself owes, with its due day and state."""

    charter = ma.fields.String(required=True)
    duty = ma.fields.String(required=True, attribute="code")
    title = ma.fields.String(required=True)
    to = ma.fields.String(required=True, metadata={"description": "To whom, if anybody"})
    since = ma.fields.Date(
        required=True, metadata={"description": "The day from which its days run"}
    )
    due_on = ma.fields.Date(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(DUTY_STATES))
    done_on = ma.fields.Date(required=True, allow_none=True)
    note = ma.fields.String(required=True)


class BodyDutyListSchema(PagedSchema):
    """What a place itself owes under the charters that bind it, by due day."""

    as_of = ma.fields.Date(required=True)
    items = ma.fields.List(ma.fields.Nested(BodyDutySchema), required=True)


class JoinSchema(ma.Schema):
    """That a place joins a charter."""

    charter = ma.fields.String(
        required=True, validate=fitting(64), metadata={"description": "Its code"}
    )
    adhered_on = ma.fields.Date(
        required=True,
        validate=OUR_TIME,
        metadata={"description": "The first day on which the place is bound"},
    )
    norm = ma.fields.String(
        required=True,
        validate=fitting(300),
        metadata={"description": "The ordinance or decision by which it joins"},
    )


class LeaveSchema(ma.Schema):
    """That a place leaves a charter."""

    withdrawn_on = ma.fields.Date(
        required=True,
        validate=OUR_TIME,
        metadata={"description": "The first day on which the place is no longer bound"},
    )


class AdhesionSchema(JoinSchema):
    """That a place joined a charter, and until when it is bound."""

    title = ma.fields.String(required=True)
    withdrawn_on = ma.fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day on which the place is no longer bound"},
    )
    recorded_at = ma.fields.AwareDateTime(required=True)


class AdhesionListSchema(PagedSchema):
    """What a place has joined and left, the last first."""

    items = ma.fields.List(ma.fields.Nested(AdhesionSchema), required=True)


class AccreditSchema(ma.Schema):
    """That a course is good enough for a charter of the place, both days included."""

    charter = ma.fields.String(
        required=True, validate=fitting(64), metadata={"description": "Its code"}
    )
    course = ma.fields.String(
        required=True, validate=fitting(64), metadata={"description": "Its slug"}
    )
    granted_on = ma.fields.Date(required=True, validate=OUR_TIME)
    expires_on = ma.fields.Date(
        required=True,
        validate=OUR_TIME,
        metadata={"description": "The last day: what is completed on it still counts"},
    )
    accredited_by = ma.fields.String(
        required=True, validate=fitting(200), metadata={"description": "The body that certified it"}
    )


class AccreditationSchema(AccreditSchema):
    """An accreditation, as it is on record."""

    recorded_at = ma.fields.AwareDateTime(required=True)


class AccreditationListSchema(PagedSchema):
    """Which courses the charters of a place accredit, the last to end first."""

    items = ma.fields.List(ma.fields.Nested(AccreditationSchema), required=True)


MONTH_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def _every_year(text: str) -> None:
    """Refuse a month and day that are no day of every year."""
    found = re.fullmatch(MONTH_DAY, text)
    if found and not every_year_has(int(found[1]), int(found[2])):
        raise ma.ValidationError("Give a day that every year has.")


class CalendarSchema(ma.Schema):
    """On which days a place works, and where its fiscal year and its terms of office begin."""

    rest_days = ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(WEEK)),
        required=True,
        validate=ma.validate.Length(1, len(WEEK) - 1),
        metadata={"description": "Days of the week; one at least is left to work on"},
    )
    holidays = ma.fields.List(
        ma.fields.Date(validate=OUR_TIME), required=True, validate=ma.validate.Length(max=MOST_DAYS)
    )
    fiscal_year_starts = ma.fields.String(
        required=True,
        validate=ma.validate.And(ma.validate.Regexp(rf"{MONTH_DAY}\Z"), _every_year),
        metadata={"description": "Month and day, such as 07-01"},
    )
    terms = ma.fields.List(
        ma.fields.Date(validate=OUR_TIME),
        required=True,
        validate=ma.validate.Length(max=MOST_DAYS),
        metadata={"description": "The first days of terms of office"},
    )


class SetCalendarSchema(CalendarSchema):
    """A calendar that comes in: read as `rules.WorkCalendar`."""

    @ma.post_load
    def made(self, data: dict[str, Any], **_options: Any) -> dict[str, WorkCalendar]:
        """Return the calendar under its name."""
        month, first = map(int, data["fiscal_year_starts"].split("-"))
        holidays: list[date] = data["holidays"]
        return {
            "calendar": WorkCalendar(
                rest_days=frozenset(map(WEEK.index, data["rest_days"])),
                holidays=frozenset(holidays),
                fiscal_year_starts=(month, first),
                terms=tuple(sorted(set(data["terms"]))),
            )
        }


class HeldCalendarSchema(CalendarSchema):
    """The calendar that holds at a place."""

    organisation = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Who recorded it: the place, or the nearest above; null: nobody"},
    )
    recorded_at = ma.fields.AwareDateTime(required=True, allow_none=True)
