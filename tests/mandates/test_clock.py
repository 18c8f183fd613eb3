"""The clock: leap days, ends of years, changes of the hour, and places from UTC−11 to UTC+14."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.identity.models import Organisation, Person
from elearn.identity.services import add_person, employ
from elearn.learning.models import Completion, Enrolment
from elearn.mandates.formats import read_charter
from elearn.mandates.models import CalendarRecord, ProjectedObligation, ProjectedPerson
from elearn.mandates.queries import ObligationView, obligations_of, obligations_within
from elearn.mandates.queries.reminders import reminder_plan
from elearn.mandates.rules import EVERY_WEEK
from elearn.mandates.services import load_charter, rebuild, refresh
from tests.conftest import Cast

CHARTER = """
charter:
  code: c
  organisation: baekdam
  version: 1
  titles: {{en: A charter}}
  legal_status: ordinance
  adopted_on: 2020-01-01
  in_force_from: 2020-01-01
  language_of_record: en
  provenance: illustrative
articles:
  - {{number: "7", headings: {{en: Learning}}, texts: {{en: Everybody learns.}}}}
requirements:
  - code: R-1
    article: "7"
    audience: {{supervises_others: true}}
    requirement: {{kind: course, courses: [human-rights-foundations]}}
    recurrence: {{{recurrence}}}
    initial_deadline: {{trigger: hire, {deadline}}}
    reminders: {{before_days: [7], after_days: [1], escalate: {{}}}}
"""
SECOND = timedelta(seconds=1)
ZONES = (
    "Pacific/Pago_Pago",  # UTC−11
    "America/St_Johns",  # UTC−3:30
    "America/Santiago",
    "UTC",
    "Europe/Madrid",
    "Asia/Kathmandu",  # UTC+5:45
    "Asia/Seoul",
    "Australia/Lord_Howe",  # the change is half an hour
    "Pacific/Chatham",  # UTC+12:45 and +13:45
    "Pacific/Kiritimati",  # UTC+14
)
LAST_DAYS = (
    ("Pacific/Pago_Pago", date(2026, 12, 31)),
    ("Pacific/Kiritimati", date(2026, 12, 31)),
    ("Asia/Seoul", date(2027, 12, 31)),
    ("America/St_Johns", date(2028, 2, 29)),
    ("Asia/Kathmandu", date(2028, 2, 29)),
    ("America/Santiago", date(2027, 9, 4)),  # the next day begins at one o'clock
    ("America/Santiago", date(2027, 4, 3)),  # its last hour is there twice
    ("America/Havana", date(2027, 11, 6)),  # the first hour of the next day is there twice
    ("Europe/Madrid", date(2027, 3, 28)),  # has twenty-three hours
    ("Europe/Madrid", date(2027, 10, 31)),  # has twenty-five
    ("Australia/Lord_Howe", date(2027, 4, 4)),  # has twenty-four and a half
    ("Pacific/Chatham", date(2027, 9, 26)),
)


class Office:
    """One unit in a time zone, in which one person is bound by one duty."""

    def __init__(self, session: Session, course: CourseVersion) -> None:
        self.session, self.course = session, course
        self.unit = session.scalars(
            select(Organisation).where(Organisation.code == "baekdam-planning")
        ).one()
        self.person: Person | None = None
        self.done = 0

    def opens(
        self,
        zone: str,
        hired: date,
        *,
        recurrence: str = "type: once",
        deadline: str = "days: 30",
    ) -> None:
        """Put the office into the zone, load the charter and hire somebody."""
        early = datetime(2020, 1, 1, tzinfo=UTC)
        self.session.rollback()
        self.session.execute(update(Organisation).values(time_zone=zone))
        self.session.expire_all()
        text = CHARTER.format(recurrence=recurrence, deadline=deadline)
        load_charter(self.session, found=read_charter("c.yaml", text.encode()), now=early)
        self.person = add_person(
            self.session,
            organisation_id=self.unit.parent_id or 0,
            staff_number="C1",
            name="Somebody",
            now=early,
        )
        self.session.flush()
        employ(
            self.session,
            person_id=self.person.id,
            unit_id=self.unit.id,
            starts_on=hired,
            supervises_others=True,
            now=early,
        )
        self.session.flush()

    def complete(self, at: datetime) -> None:
        """Record that the course was completed at an instant."""
        assert self.person is not None
        self.done += 1
        enrolment = Enrolment(
            person_id=self.person.id,
            course_id=self.course.course_id,
            version_id=self.course.id,
            sequence=self.done,
            enrolled_at=at,
        )
        self.session.add(enrolment)
        self.session.flush()
        self.session.add(Completion(enrolment_id=enrolment.id, completed_at=at, language="en"))
        self.session.flush()

    def owed(self, at: datetime) -> list[ObligationView]:
        """Return what the person owes at an instant; one and all are asked, and agree."""
        assert self.person is not None
        found = obligations_of(self.session, self.person.id, today=at)
        within = obligations_within(self.session, self.unit.path, today=at)
        mine = [
            owed
            for each in within.people
            if each.person.person_id == self.person.id
            for owed in each.obligations
        ]
        assert [(each.due_on, each.state) for each in found] == [
            (each.due_on, each.state) for each in mine
        ]
        return found

    def states(self, at: datetime) -> list[str]:
        return [str(each.state) for each in self.owed(at)]

    def projected(self) -> list[str]:
        """Return the states that the projection holds of the person."""
        assert self.person is not None
        return list(
            self.session.scalars(
                select(ProjectedObligation.state)
                .where(ProjectedObligation.person_id == self.person.id)
                .order_by(ProjectedObligation.due_on)
            )
        )


@pytest.fixture
def office(session: Session, cast: Cast, course: CourseVersion) -> Iterator[Office]:
    yield Office(session, course)
    session.rollback()


@contextmanager
def about(zone: str, day: date | None = None) -> Iterator[None]:
    """Tell with a failure of which place and day it speaks: many share one database."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"{zone} {day or ''}")
        raise


def after(day: date, zone: str) -> datetime:
    """Return the first second that is not of the day any more, found by looking at every second.

    (At every minute, that is: no zone of these years changes within one.)
    """
    instant = datetime.combine(day, time(9), UTC)
    while instant.astimezone(ZoneInfo(zone)).date() <= day:
        instant += timedelta(minutes=1)
    return instant


@pytest.mark.one_database
def test_a_day_is_the_persons_until_it_ends_where_they_work(office: Office) -> None:
    for zone, due in LAST_DAYS:
        with about(zone, due):
            office.opens(zone, due - timedelta(days=30))
            over = after(due, zone)
            assert [each.due_on for each in office.owed(over)] == [due]
            assert office.states(over - SECOND) == ["due"]
            assert office.states(over) == ["overdue"]


def test_the_projection_turns_in_the_same_second(office: Office) -> None:
    for zone, due in LAST_DAYS:
        with about(zone, due):
            office.opens(zone, due - timedelta(days=30))
            over = after(due, zone)
            rebuild(office.session, now=over - timedelta(hours=20))
            assert office.person is not None
            mine = office.session.get_one(ProjectedPerson, office.person.id)
            assert mine.changes_at == over
            refresh(office.session, now=over - SECOND)
            assert office.projected() == ["due"]
            assert refresh(office.session, now=over) > 0
            assert office.projected() == ["overdue"]


@pytest.mark.one_database
def test_what_is_completed_in_the_last_second_of_the_day_is_in_time(office: Office) -> None:
    for zone, due in LAST_DAYS:
        with about(zone, due):
            office.opens(zone, due - timedelta(days=30))
            over = after(due, zone)
            kept = office.session.begin_nested()
            office.complete(over - SECOND)
            assert [
                (each.state, each.satisfied_on) for each in office.owed(over + timedelta(days=3))
            ] == [("satisfied", due)]
            kept.rollback()
            office.complete(over)
            late = office.owed(over + timedelta(days=3))
            assert [(each.state, each.satisfied_on) for each in late] == [
                ("satisfied_late", due + timedelta(days=1))
            ]


@pytest.mark.one_database
def test_the_year_of_a_completion_is_that_of_the_place(office: Office) -> None:
    for zone in ZONES:
        with about(zone):
            office.opens(zone, date(2026, 3, 2), recurrence="type: calendar_year")
            new_year = after(date(2027, 12, 31), zone)
            office.complete(new_year - SECOND)
            assert _by_period(office, new_year) == {
                "2026": "satisfied_late",
                "2027": "overdue",
                "2028": "due",
            }
            office.complete(new_year)
            assert _by_period(office, new_year) == {
                "2026": "satisfied_late",
                "2027": "satisfied_late",
                "2028": "due",
            }


def _by_period(office: Office, at: datetime) -> dict[str, str]:
    return {each.period: str(each.state) for each in office.owed(at)}


@pytest.mark.one_database
def test_a_new_period_opens_when_the_year_begins_there(office: Office) -> None:
    for zone in ZONES:
        with about(zone):
            office.opens(zone, date(2027, 3, 1), recurrence="type: calendar_year")
            new_year = after(date(2027, 12, 31), zone)
            assert [each.period for each in office.owed(new_year - SECOND)] == ["2027"]
            assert [each.period for each in office.owed(new_year)] == ["2027", "2028"]


@pytest.mark.one_database
def test_the_employment_of_somebody_hired_ahead_begins_with_the_day_there(office: Office) -> None:
    for zone in ZONES:
        with about(zone):
            office.opens(zone, date(2028, 2, 29))
            begins = after(date(2028, 2, 28), zone)
            rebuild(office.session, now=begins - SECOND)
            assert office.owed(begins - SECOND) == []
            assert office.projected() == []
            refresh(office.session, now=begins)
            assert office.states(begins) == ["due"]
            assert office.projected() == ["due"]


@pytest.mark.one_database
def test_a_duty_of_the_twenty_ninth_of_february_comes_back_to_it(office: Office) -> None:
    for zone in ("Pacific/Pago_Pago", "Asia/Seoul", "Pacific/Kiritimati"):
        with about(zone):
            office.opens(
                zone,
                date(2028, 1, 30),
                recurrence="type: interval_months, interval: 12",
            )
            at = datetime(2032, 6, 1, 12, tzinfo=UTC)
            assert [each.due_on for each in office.owed(at)][:5] == [
                date(2028, 2, 29),
                date(2029, 2, 28),
                date(2030, 2, 28),
                date(2031, 2, 28),
                date(2032, 2, 29),
            ]


@pytest.mark.one_database
def test_a_completion_on_the_twenty_ninth_of_february_holds_to_the_twenty_eighth(
    office: Office,
) -> None:
    office.opens(
        "Asia/Seoul",
        date(2028, 2, 1),
        recurrence="type: interval_months, interval: 12, anchor: last_completion",
        deadline="days: 10",
    )
    office.complete(datetime(2028, 2, 28, 15, 0, tzinfo=UTC))  # the 29th begins in Seoul
    found = office.owed(datetime(2028, 6, 1, tzinfo=UTC))
    assert [each.due_on for each in found] == [date(2028, 2, 11), date(2029, 2, 28)]
    assert found[0].satisfied_on == date(2028, 2, 29)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("hired", "due"),
    [
        (date(2028, 2, 25), date(2028, 3, 3)),  # over a leap day
        (date(2027, 2, 26), date(2027, 3, 5)),  # and over none
        (date(2027, 12, 28), date(2028, 1, 5)),  # over a year's end, with a holiday
    ],
)
def test_working_days_are_counted_over_leap_days_and_years(
    office: Office, hired: date, due: date
) -> None:
    office.opens("Asia/Seoul", hired, deadline="working_days: 5")
    calendar = EVERY_WEEK.document() | {"holidays": ["2028-01-03"]}
    office.session.add(
        CalendarRecord(
            organisation_id=office.unit.parent_id,
            document=calendar,
            recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
    )
    office.session.flush()
    at = datetime.combine(hired, time(12), UTC)
    assert [each.due_on for each in office.owed(at)] == [due]


@pytest.mark.one_database
def test_fiscal_years_turn_where_the_work_is(office: Office) -> None:
    for zone in ZONES:
        with about(zone):
            office.opens(zone, date(2027, 8, 1), recurrence="type: fiscal_year")
            office.session.add(
                CalendarRecord(
                    organisation_id=office.unit.parent_id,
                    document=EVERY_WEEK.document() | {"fiscal_year_starts": [3, 1]},
                    recorded_at=datetime(2020, 1, 1, tzinfo=UTC),
                )
            )
            office.session.flush()
            turn = after(date(2028, 2, 29), zone)
            assert [(each.period, each.due_on) for each in office.owed(turn - SECOND)] == [
                ("2027/28", date(2028, 2, 29))
            ]
            assert [each.period for each in office.owed(turn)] == ["2027/28", "2028/29"]


@pytest.mark.one_database
def test_a_reminder_is_planned_on_the_day_it_is_there(office: Office) -> None:
    for zone in ZONES:
        with about(zone):
            office.opens(zone, date(2028, 2, 29) - timedelta(days=30))

            def planned(at: datetime) -> set[str]:
                assert office.person is not None
                return {
                    reminder.step
                    for digest in reminder_plan(office.session, now=at).digests
                    for reminder in digest.reminders
                    if reminder.person.person_id == office.person.id
                }

            week_before = after(date(2028, 2, 21), zone)
            assert planned(week_before - SECOND) == set()
            assert planned(week_before) == {"before:7"}
            day_after = after(date(2028, 2, 29), zone)
            assert "after:1" not in planned(day_after - SECOND)
            assert "after:1" in planned(day_after)


@pytest.mark.one_database
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    zone=st.sampled_from(ZONES),
    due=st.dates(date(2026, 2, 1), date(2032, 12, 31)),
    minutes=st.integers(-2 * 24 * 60, 2 * 24 * 60),
)
def test_at_any_minute_of_any_place_the_state_is_that_of_its_day(
    office: Office, zone: str, due: date, minutes: int
) -> None:
    office.opens(zone, due - timedelta(days=30))
    at = datetime.combine(due, time(12), UTC) + timedelta(minutes=minutes)
    offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    clock_on_the_wall = at.replace(tzinfo=None) + offset
    expected = "due" if clock_on_the_wall.date() <= due else "overdue"
    assert office.states(at) == [expected]
    rebuild(office.session, now=at)
    assert office.projected() == [expected]
