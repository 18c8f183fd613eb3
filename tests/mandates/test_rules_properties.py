"""The rules against a slow version that walks day by day."""

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.catalogue.rules.programmes import Part
from elearn.mandates.rules import (
    COMPLETION,
    Asked,
    Audience,
    Evidence,
    FirstDeadline,
    PersonFacts,
    Recurrence,
    Requirement,
    Spell,
    State,
    obligations_for,
)

DAY = timedelta(days=1)
days = st.dates(date(2025, 6, 1), date(2030, 12, 31))
recurrences = st.one_of(
    st.just(Recurrence("once")),
    st.just(Recurrence("calendar_year")),
    st.builds(
        Recurrence,
        st.just("interval_months"),
        st.integers(1, 36),
        st.sampled_from(["assignment_date", "hire_date", "last_completion", "fixed_date"]),
        st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    ),
)
deadlines = st.one_of(
    st.builds(
        FirstDeadline,
        st.sampled_from(["hire", "role_change", "contract_start", "charter_in_force"]),
        st.integers(0, 400),
    ),
    st.builds(FirstDeadline, st.none(), st.integers(0, 90), days),
)
rules = st.builds(
    Requirement,
    charter=st.just("c"),
    version=st.just(1),
    article=st.just("1"),
    code=st.just("R"),
    path=st.just("/c/"),
    in_force_from=days,
    audience=st.just(Audience()),
    asked=st.just(Asked("course", (Part(("c1",)),))),
    recurrence=recurrences,
    deadline=deadlines,
    grace_days=st.integers(0, 60),
)
completions = st.lists(
    days.map(lambda day: Evidence(day.isoformat(), COMPLETION, day, frozenset({"c1"}))), max_size=6
)


def facts(hired: date) -> PersonFacts:
    return PersonFacts((Spell(hired, None, "/c/u/", frozenset({"administration"})),))


@settings(max_examples=300, deadline=None)
@given(rule=rules, hired=days, done=completions, today=days)
def test_every_bound_day_lies_in_exactly_one_period(
    rule: Requirement, hired: date, done: list[Evidence], today: date
) -> None:
    found = obligations_for(facts(hired), [rule], done, today)
    starts = sorted(each.period.starts_on for each in found)
    bound = max(hired, rule.in_force_from)
    assert (starts[0] == bound) if today >= bound else not starts
    assert len(set(starts)) == len(starts)
    assert all(start <= today for start in starts)


@settings(max_examples=300, deadline=None)
@given(rule=rules, hired=days, done=completions, today=days)
def test_later_periods_are_due_later_and_nothing_is_due_before_it_starts(
    rule: Requirement, hired: date, done: list[Evidence], today: date
) -> None:
    found = sorted(
        obligations_for(facts(hired), [rule], done, today), key=lambda each: each.period.starts_on
    )
    for earlier, later in itertools.pairwise(found):
        assert earlier.due_on <= later.due_on
    assert all(each.period.starts_on <= each.due_on <= each.grace_ends_on for each in found)


@settings(max_examples=200, deadline=None)
@given(rule=rules, hired=days, later=st.integers(0, 500))
def test_whoever_is_hired_later_is_not_due_earlier(
    rule: Requirement, hired: date, later: int
) -> None:
    hired_later = hired + timedelta(days=later)
    today = max(hired_later, rule.in_force_from)
    first, second = (
        min(each.due_on for each in obligations_for(facts(day), [rule], [], today))
        for day in (hired, hired_later)
    )
    assert first <= second


@settings(max_examples=200, deadline=None)
@given(rule=rules, hired=days, done=completions, today=days)
def test_a_completion_is_used_once_and_never_from_the_future(
    rule: Requirement, hired: date, done: list[Evidence], today: date
) -> None:
    found = obligations_for(facts(hired), [rule], done, today)
    used = [each.satisfied_on for each in found if each.satisfied_on]
    known = [each.on for each in done if each.on <= today]
    assert all(used.count(day) <= known.count(day) for day in used)


@settings(max_examples=100, deadline=None)
@given(
    rule=rules.filter(lambda rule: rule.recurrence.type == "calendar_year"),
    hired=days,
    done=completions,
    span=st.integers(0, 900),
)
def test_a_calendar_year_agrees_with_a_walk_day_by_day(
    rule: Requirement, hired: date, done: list[Evidence], span: int
) -> None:
    today = max(hired, rule.in_force_from) + timedelta(days=span)
    found = obligations_for(facts(hired), [rule], done, today)
    assert {each.period.label: each.state for each in found} == _walk(rule, hired, done, today)


def _walk(rule: Requirement, hired: date, done: list[Evidence], today: date) -> dict[str, State]:
    """Live through every day: open a year, take what is completed, and see where it ends."""
    bound = max(hired, rule.in_force_from)
    asked = rule.deadline.fixed_date
    if asked is None:
        base = rule.in_force_from if rule.deadline.trigger == "charter_in_force" else bound
        asked = base + timedelta(days=rule.deadline.days)
    if asked < bound:
        asked = bound + timedelta(days=rule.deadline.days)
    due: dict[int, date] = {}
    met: dict[int, date] = {}
    pending = sorted(each.on for each in done if bound.replace(month=1, day=1) <= each.on < bound)
    day = bound
    while day <= today:
        if day.year not in due:
            end = date(day.year, 12, 31)
            due[day.year] = max(end, due.get(bound.year, asked))
        pending += [each.on for each in done if each.on == day]
        while pending:
            done_on = pending.pop(0)
            open_years = [year for year in due if year not in met]
            if open_years:
                met[min(open_years)] = done_on
        day += DAY
    states = {}
    for year, due_on in due.items():
        grace = due_on + timedelta(days=rule.grace_days)
        if year in met:
            states[str(year)] = State.SATISFIED if met[year] <= grace else State.SATISFIED_LATE
        elif today <= due_on:
            states[str(year)] = State.DUE
        else:
            states[str(year)] = State.IN_GRACE if today <= grace else State.OVERDUE
    return states
