"""The rules against a slow walk that lives through every day, with minutes, pauses and waivers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.catalogue.rules.programmes import Part
from elearn.mandates.rules import (
    EVERY_WEEK,
    Asked,
    Audience,
    Evidence,
    Exemption,
    ExemptionRule,
    FirstDeadline,
    PersonFacts,
    Recurrence,
    Requirement,
    Spell,
    State,
    obligations_for,
)
from tests.mandates.worlds import attended, completed

DAY = timedelta(days=1)
days = st.dates(date(2025, 6, 1), date(2028, 12, 31))
JULY = replace(EVERY_WEEK, fiscal_year_starts=(7, 1))


@dataclass
class Year:
    """A year as somebody lives through it."""

    starts: date
    due: date
    left: int
    """Working allowance of days: what is left of the window, pauses not counted."""
    met: date | None = None
    courses: set[str] = field(default_factory=set)
    minutes: int = 0
    live: int = 0


rules = st.builds(
    lambda yearly, minutes, live, course, grace, wait, start: Requirement(
        charter="c",
        version=1,
        article="1",
        code="R",
        path="/c/",
        in_force_from=start,
        audience=Audience(),
        asked=Asked(
            "course_and_hours",
            (Part(("c1",)),) if course else (),
            min_minutes=max(minutes, live),
            live_minutes=live,
        ),
        recurrence=Recurrence(yearly),
        deadline=FirstDeadline("hire", wait),
        grace_days=grace,
        exemptions=(
            ExemptionRule("parental_leave", "pause"),
            ExemptionRule("other", "waive"),
        ),
        calendar=JULY,
    ),
    st.sampled_from(["calendar_year", "fiscal_year"]),
    st.integers(1, 200),
    st.integers(0, 60),
    st.booleans(),
    st.integers(0, 45),
    st.integers(0, 400),
    days,
)
facts = st.lists(
    st.one_of(
        days.map(lambda day: completed("c1", day, 60)),
        st.builds(attended, days, st.integers(5, 120)),
    ),
    max_size=6,
    unique_by=lambda each: each.key,
)
exemptions = st.lists(
    st.builds(
        lambda reason, start, length: Exemption(
            f"{reason}:{start}", reason, start, start + timedelta(days=length)
        ),
        st.sampled_from(["parental_leave", "other"]),
        days,
        st.integers(0, 250),
    ),
    max_size=3,
)


@settings(max_examples=300, deadline=None)
@given(rule=rules, hired=days, done=facts, excused=exemptions, span=st.integers(0, 900))
def test_the_rules_agree_with_a_walk_day_by_day(
    rule: Requirement,
    hired: date,
    done: list[Evidence],
    excused: list[Exemption],
    span: int,
) -> None:
    today = max(hired, rule.in_force_from) + timedelta(days=span)
    person = PersonFacts(
        (Spell(hired, None, "/c/u/", frozenset({"administration"})),), tuple(excused)
    )
    found = obligations_for(person, [rule], done, today)
    assert {each.period.starts_on: (each.due_on, each.state) for each in found} == walk(
        rule, hired, done, excused, today
    )


def walk(
    rule: Requirement, hired: date, done: list[Evidence], excused: list[Exemption], today: date
) -> dict[date, tuple[date, State]]:
    """Live through every day: years open, minutes add up, pauses stop the clock."""
    bound = max(hired, rule.in_force_from)
    asked = bound + timedelta(days=rule.deadline.days)
    if rule.deadline.days + 0 and hired < rule.in_force_from:
        asked = rule.in_force_from + timedelta(days=rule.deadline.days)
    paused = [each for each in excused if each.reason == "parental_leave"]
    waived = [each for each in excused if each.reason == "other"]
    years: list[Year] = []
    waiting = sorted(
        (each for each in done if first_of(rule, bound) <= each.on < bound),
        key=lambda each: (each.on, each.key),
    )
    day = bound
    while day <= today:
        if not years or (first_of(rule, day) > years[-1].starts and first_of(rule, day) == day):
            due = max(last_of(rule, day), asked)
            years.append(Year(day, due, (due - day).days + 1))
        waiting += sorted((each for each in done if each.on == day), key=lambda each: each.key)
        for each in waiting:
            give(rule, years, each)
        waiting = []
        day += DAY
    return {year.starts: told(rule, year, paused, waived, today) for year in years}


def first_of(rule: Requirement, day: date) -> date:
    month = 7 if rule.recurrence.type == "fiscal_year" else 1
    year = day.year if day >= date(day.year, month, 1) else day.year - 1
    return date(year, month, 1)


def last_of(rule: Requirement, day: date) -> date:
    first = first_of(rule, day)
    return date(first.year + 1, first.month, 1) - DAY


def give(rule: Requirement, years: list[Year], fact: Evidence) -> None:
    """Give a fact to the earliest year that is not met; what it has too much goes to the next."""
    minutes, live, courses = fact.minutes, fact.live_minutes, set(fact.courses)
    for year in years:
        if year.met or fact.on < first_of(rule, year.starts):
            continue
        again = fact.source == "completion" and courses and courses <= year.courses
        year.minutes += 0 if again else minutes
        year.live += 0 if again else live
        year.courses |= courses
        if (
            year.minutes >= rule.asked.min_minutes
            and year.live >= rule.asked.live_minutes
            and len(year.courses & {"c1"}) >= len(rule.asked.parts)
        ):
            year.met = fact.on
            minutes, courses = min(year.minutes - rule.asked.min_minutes, minutes), set()
            live = 0  # an hour spent together is spent once
            if minutes:
                continue
        return


def told(
    rule: Requirement,
    year: Year,
    paused: list[Exemption],
    waived: list[Exemption],
    today: date,
) -> tuple[date, State]:
    """Say when a year is due, with the clock stopped on every paused day, and where it stands."""
    due, left = year.starts - DAY, year.left
    while left:
        due += DAY
        left -= not any(each.covers(due) for each in paused)
    grace = due + timedelta(days=rule.grace_days)
    if year.met:
        return due, State.SATISFIED if year.met <= grace else State.SATISFIED_LATE
    if any(each.covers(day) for each in waived for day in (year.due, due)):
        return due, State.WAIVED
    if any(each.covers(today) for each in paused):
        return due, State.PAUSED
    if today <= due:
        return due, State.DUE
    return due, State.IN_GRACE if today <= grace else State.OVERDUE
