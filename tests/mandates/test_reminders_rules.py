"""When somebody is reminded, against a slow walk day by day; and when a message arrives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.mandates.rules import (
    EVERY_WEEK,
    Reminders,
    State,
    WorkCalendar,
    arrival,
    escalations_due,
    step_due,
)

DAY = timedelta(days=1)
DUE = date(2027, 3, 10)
GRACE = 30
wholes = st.lists(st.integers(0, 60), max_size=4).map(tuple)
plans = st.builds(
    Reminders,
    before=wholes,
    after=wholes,
    escalate=st.dictionaries(st.sampled_from(["manager", "office"]), st.integers(0, 60)),
)
runs = st.sets(st.integers(-80, 80), max_size=60).map(sorted)
met_after = st.one_of(st.none(), st.integers(-80, 80))


def state_on(day: date, met: date | None) -> State:
    if met is not None and met <= day:
        return State.SATISFIED
    if day <= DUE:
        return State.DUE
    return State.IN_GRACE if day <= DUE + GRACE * DAY else State.OVERDUE


def walked(plan: Reminders, day: date) -> str | None:
    """Return which step is the latest on a day, by walking there one day after the other."""
    silent = not (plan.before or plan.after or plan.escalate)
    latest = None
    walking = DUE - 100 * DAY
    while walking <= day and not silent:
        for days in plan.before:
            if days and walking + days * DAY == DUE:
                latest = f"before:{days}"
        if walking == DUE:
            latest = "on:0"
        for days in plan.after:
            if days and DUE + days * DAY == walking:
                latest = f"after:{days}"
        walking += DAY
    return latest


@given(plans, runs, met_after)
def test_each_step_is_sent_once_at_most_one_a_run_and_none_after_it_is_met(
    plan: Reminders, runs: list[int], met_after: int | None
) -> None:
    met = None if met_after is None else DUE + met_after * DAY
    sent: list[str] = []
    for offset in runs:
        today = DUE + offset * DAY
        step = step_due(
            plan, state=state_on(today, met), due_on=DUE, today=today, sent=frozenset(sent)
        )
        expected = walked(plan, today)
        if expected in sent or (met is not None and met <= today):
            expected = None
        if expected == "on:0" and today != DUE:
            expected = None
        assert step == expected
        if step is not None:
            sent.append(step)
    assert len(sent) == len(set(sent))


@given(plans, st.integers(-80, 80))
def test_with_a_run_every_day_each_step_is_sent_on_its_own_day(plan: Reminders, last: int) -> None:
    sent: dict[str, int] = {}
    for offset in range(-80, last + 1):
        today = DUE + offset * DAY
        step = step_due(
            plan, state=state_on(today, None), due_on=DUE, today=today, sent=sent.keys()
        )
        if step:
            sent[step] = offset
    for step, offset in sent.items():
        word, _, days = step.partition(":")
        assert offset == (-int(days) if word == "before" else int(days))
    steps = {f"before:{n}" for n in plan.before if n > 0 and -n <= last}
    steps |= {f"after:{n}" for n in plan.after if 0 < n <= last}
    if (plan.before or plan.after or plan.escalate) and last >= 0:
        steps.add("on:0")
    assert sent.keys() == steps


@given(plans, st.integers(-80, 80))
def test_others_hear_from_so_many_days_past_the_due_day_and_never_before_it(
    plan: Reminders, offset: int
) -> None:
    today = DUE + offset * DAY
    heard = dict(escalations_due(plan, state=state_on(today, None), due_on=DUE, today=today))
    assert heard == {
        who: f"{who}:{days}"
        for who, days in (plan.escalate or {}).items()
        if offset > 0 and offset >= days
    }


@pytest.mark.parametrize("state", sorted(set(State) - {"due", "in_grace", "overdue"}))
@given(plans, st.integers(-80, 80))
def test_nobody_hears_of_what_is_met_waived_paused_or_not_open(
    state: State, plan: Reminders, offset: int
) -> None:
    today = DUE + offset * DAY
    assert step_due(plan, state=state, due_on=DUE, today=today) is None
    assert not list(escalations_due(plan, state=state, due_on=DUE, today=today))


def test_a_missed_step_is_made_good_before_the_due_day_and_only_the_nearest() -> None:
    plan = Reminders(before=(60, 30, 7))

    def step(days: int, *sent: str) -> str | None:
        today = DUE - days * DAY
        return step_due(plan, state=State.DUE, due_on=DUE, today=today, sent=sent)

    assert step(61) is None
    assert step(28) == "before:30"
    assert step(27, "before:30") is None
    assert step(3, "before:60") == "before:7"
    assert step(0) == "on:0"
    late = DUE + DAY
    assert step_due(plan, state=State.OVERDUE, due_on=DUE, today=late) is None


ZONES = [
    "Pacific/Pago_Pago",  # UTC−11
    "Pacific/Kiritimati",  # UTC+14
    "Europe/Madrid",
    "America/Santiago",
    "Australia/Lord_Howe",  # summer time by half an hour
    "Asia/Kathmandu",
    "Africa/Cairo",
]
instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  # what Hypothesis asks for
calendars = st.builds(
    WorkCalendar,
    rest_days=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=8),
)


def allowed(instant: datetime, zone: str, calendar: WorkCalendar) -> bool:
    local = instant.astimezone(ZoneInfo(zone))
    return calendar.works_on(local.date()) and time(7) <= local.time() < time(20)


@given(instants, st.sampled_from(ZONES), calendars)
def test_a_message_arrives_at_the_first_instant_that_is_neither_night_nor_a_day_of_rest(
    now: datetime, zone: str, calendar: WorkCalendar
) -> None:
    found = arrival(now, zone, calendar)
    assert allowed(found, zone, calendar)
    quarter = timedelta(minutes=15)
    walking = now
    while walking < found:
        assert not allowed(walking, zone, calendar)
        walking += quarter
    assert found == now or walking - found < quarter


@pytest.mark.parametrize(
    ("now", "zone", "arrives"),
    [
        ("2026-12-01T09:00+09:00", "Asia/Seoul", "2026-12-01T09:00+09:00"),
        ("2026-12-01T06:59+09:00", "Asia/Seoul", "2026-12-01T07:00+09:00"),
        ("2026-12-01T19:59+09:00", "Asia/Seoul", "2026-12-01T19:59+09:00"),
        ("2026-12-01T20:00+09:00", "Asia/Seoul", "2026-12-02T07:00+09:00"),
        # Friday evening in Madrid, before the clocks go forward on Sunday 28 March 2027.
        ("2027-03-26T20:30+01:00", "Europe/Madrid", "2027-03-29T07:00+02:00"),
        # And back, on Sunday 31 October 2027.
        ("2027-10-29T20:30+02:00", "Europe/Madrid", "2027-11-01T07:00+01:00"),
        # One instant, Saturday noon in UTC: still Saturday in the west, Sunday in the east.
        ("2026-12-05T12:00+00:00", "Pacific/Pago_Pago", "2026-12-07T07:00-11:00"),
        ("2026-12-05T12:00+00:00", "Pacific/Kiritimati", "2026-12-07T07:00+14:00"),
        # And Monday morning in the east is Sunday in the west.
        ("2026-12-06T18:00+00:00", "Pacific/Kiritimati", "2026-12-07T08:00+14:00"),
        ("2026-12-06T18:00+00:00", "Pacific/Pago_Pago", "2026-12-07T07:00-11:00"),
    ],
)
def test_quiet_hours_are_those_of_the_reader_also_when_the_clocks_change(
    now: str, zone: str, arrives: str
) -> None:
    found = arrival(datetime.fromisoformat(now), zone, EVERY_WEEK)
    assert found == datetime.fromisoformat(arrives)
    assert found.tzinfo is UTC


def test_a_week_that_rests_on_friday_and_a_holiday_are_kept() -> None:
    calendar = WorkCalendar(rest_days=frozenset({4, 5}), holidays=frozenset({date(2026, 12, 6)}))
    thursday_night = datetime(2026, 12, 3, 21, tzinfo=ZoneInfo("Africa/Cairo"))
    monday = datetime(2026, 12, 7, 7, tzinfo=ZoneInfo("Africa/Cairo"))
    assert arrival(thursday_night, "Africa/Cairo", calendar) == monday


def test_where_nobody_ever_works_any_day_will_do() -> None:
    never = WorkCalendar(rest_days=frozenset(range(7)))
    night = datetime(2026, 12, 5, 3, tzinfo=UTC)
    assert arrival(night, "UTC", never) == datetime(2026, 12, 5, 7, tzinfo=UTC)
