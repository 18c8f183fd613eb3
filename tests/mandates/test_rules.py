"""The test set of the data model of local charters, as far as the rules express it."""

from datetime import UTC, date, datetime

import pytest

from elearn.catalogue.rules.programmes import Part
from elearn.mandates.rules import (
    COMPLETION,
    Asked,
    Audience,
    Evidence,
    FirstDeadline,
    Obligation,
    PersonFacts,
    Recurrence,
    Requirement,
    Spell,
    State,
    add_months,
    body_kinds,
    civil_day,
    in_audience,
    obligations_for,
    stretches,
    worst,
)

C1 = "human-rights-foundations"
ADMINISTRATION = frozenset({"administration"})


def spell(starts: date, ends: date | None = None, **facts: object) -> Spell:
    usual: dict[str, object] = {
        "path": "/baekdam/desk/",
        "body_kinds": ADMINISTRATION,
        "employment_type": "permanent",
        "role_family": "front_desk",
    }
    return Spell(starts, ends, **{**usual, **facts})  # type: ignore[arg-type]


def courses(*slugs: str) -> Asked:
    return Asked("course", tuple(Part((slug,)) for slug in slugs))


def done(on: date, course: str = C1, **facts: object) -> Evidence:
    return Evidence(f"{course}:{on}", COMPLETION, on, frozenset({course}), **facts)  # type: ignore[arg-type]


def requirement(**facts: object) -> Requirement:
    usual: dict[str, object] = {
        "charter": "baekdam",
        "version": 1,
        "article": "7",
        "code": "A-7-1",
        "path": "/baekdam/",
        "in_force_from": date(2026, 1, 1),
        "audience": Audience(body_kind=ADMINISTRATION),
        "asked": courses(C1),
        "recurrence": Recurrence("calendar_year"),
        "deadline": FirstDeadline("hire", 90),
        "grace_days": 30,
    }
    return Requirement(**{**usual, **facts})  # type: ignore[arg-type]


def owed(
    today: date, rule: Requirement, *days: date, since: date = date(2026, 2, 1), **facts: object
) -> tuple[Obligation, ...]:
    person = PersonFacts((spell(since, **facts),))
    return obligations_for(person, [rule], [done(on) for on in days], today)


def test_row_1_a_clerk_who_completes_within_ninety_days_of_hire_has_met_the_year() -> None:
    (found,) = owed(date(2026, 4, 20), requirement(), date(2026, 4, 20))
    assert (found.state, found.period.label) == (State.SATISFIED, "2026")
    assert found.period.first_deadline == date(2026, 5, 2)
    assert found.satisfied_on == date(2026, 4, 20)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 2, 1), State.DUE),
        (date(2026, 12, 31), State.DUE),
        (date(2027, 1, 1), State.IN_GRACE),
        (date(2027, 1, 30), State.IN_GRACE),
        (date(2027, 1, 31), State.OVERDUE),
    ],
)
def test_row_2_a_clerk_without_completion_is_due_then_in_grace_then_overdue(
    today: date, state: State
) -> None:
    assert owed(today, requirement())[0].state == state


def test_row_5_a_city_corporation_has_its_own_requirement_due_a_year_after_entry_into_force() -> (
    None
):
    rule = requirement(
        code="A-7-2",
        audience=Audience(body_kind=frozenset({"owned_corporation"})),
        deadline=FirstDeadline("charter_in_force", 365),
    )
    rules = [requirement(), rule]
    person = PersonFacts((spell(date(2020, 1, 1), body_kinds=frozenset({"owned_corporation"})),))
    (found,) = obligations_for(person, rules, [], date(2026, 6, 1))
    assert (found.requirement.code, found.due_on) == ("A-7-2", date(2027, 1, 1))


def test_row_8_a_contractor_is_due_thirty_days_after_the_contract_starts_and_after_24_months() -> (
    None
):
    rule = requirement(
        code="B-6",
        in_force_from=date(2026, 3, 1),
        audience=Audience(employment_type=frozenset({"contractor"}), public_contact=True),
        recurrence=Recurrence("interval_months", 24),
        deadline=FirstDeadline("contract_start", 30),
    )
    facts = {"employment_type": "contractor", "public_contact": True}
    found = owed(date(2028, 6, 9), rule, since=date(2026, 5, 10), **facts)
    assert [each.due_on for each in found] == [date(2026, 6, 9), date(2028, 6, 9)]
    assert not owed(date(2028, 6, 9), rule, since=date(2026, 5, 10), employment_type="contractor")


@pytest.mark.parametrize(("grace", "state"), [(5, State.SATISFIED), (4, State.SATISFIED_LATE)])
def test_row_9_five_days_after_the_twelve_months_is_late_unless_five_days_of_grace_are_set(
    grace: int, state: State
) -> None:
    rule = requirement(
        recurrence=Recurrence("interval_months", 12, "last_completion"),
        deadline=FirstDeadline("hire", 30),
        grace_days=grace,
    )
    found = owed(
        date(2027, 4, 20), rule, date(2026, 4, 15), date(2027, 4, 20), since=date(2026, 4, 1)
    )
    assert [each.state for each in found] == [State.SATISFIED, state]
    assert found[1].due_on == date(2027, 4, 15)


def test_row_10_the_charter_of_a_federation_binds_the_municipality_that_adhered() -> None:
    kinds = {
        "/valle/": None,
        "/valle/norte/": "adhering_municipality",
        "/valle/sur/": None,
    }
    rule = requirement(
        path="/valle/",
        in_force_from=date(2026, 3, 1),
        audience=Audience(body_kind=frozenset({"adhering_municipality"})),
        recurrence=Recurrence("interval_months", 24),
        deadline=FirstDeadline("charter_in_force", 365),
    )
    path = "/valle/norte/desk/"
    (found,) = owed(
        date(2026, 6, 1),
        rule,
        since=date(2019, 1, 1),
        path=path,
        body_kinds=body_kinds(path, kinds),
    )
    assert found.due_on == date(2027, 3, 1)
    path = "/valle/sur/desk/"
    assert not owed(date(2026, 6, 1), rule, path=path, body_kinds=body_kinds(path, kinds))


def test_somebody_hired_in_december_is_not_late_in_january() -> None:
    (found,) = owed(date(2026, 12, 20), requirement(), since=date(2026, 12, 1))
    assert found.due_on == date(2027, 3, 1)


def test_somebody_long_in_service_is_counted_from_entry_into_force() -> None:
    rule = requirement(recurrence=Recurrence("once"))
    (found,) = owed(date(2026, 1, 1), rule, since=date(2009, 5, 4))
    assert found.due_on == date(2026, 4, 1)


def test_nobody_is_asked_for_something_before_the_day_they_are_bound() -> None:
    rule = requirement(
        audience=Audience(role_family=frozenset({"social_services"})),
        recurrence=Recurrence("once"),
        deadline=FirstDeadline("hire", 45),
    )
    person = PersonFacts(
        (
            spell(date(2020, 1, 1), date(2026, 5, 31)),
            spell(date(2026, 6, 1), role_family="social_services"),
        )
    )
    (found,) = obligations_for(person, [rule], [], date(2026, 6, 1))
    assert found.due_on == date(2026, 7, 16)


def test_a_repeat_in_the_same_year_opens_nothing_and_the_next_year_is_a_new_period() -> None:
    found = owed(date(2027, 2, 1), requirement(), date(2026, 3, 1), date(2026, 9, 1))
    assert [(each.period.label, each.state) for each in found] == [
        ("2026", State.SATISFIED),
        ("2027", State.DUE),
    ]


def test_a_late_completion_mends_the_year_that_was_missed_and_is_recorded_as_late() -> None:
    found = owed(date(2027, 3, 1), requirement(), date(2027, 2, 15))
    assert [each.state for each in found] == [State.SATISFIED_LATE, State.DUE]


def test_a_completion_in_the_days_of_grace_counts_for_the_year_before() -> None:
    found = owed(date(2027, 3, 1), requirement(), date(2027, 1, 30))
    assert [each.state for each in found] == [State.SATISFIED, State.DUE]


def test_what_is_completed_after_the_day_asked_about_is_not_known_on_it() -> None:
    (found,) = owed(date(2026, 6, 1), requirement(), date(2026, 6, 2))
    assert found.state == State.DUE


def test_two_early_completions_bring_no_due_date_before_the_first_deadline() -> None:
    rule = requirement(
        recurrence=Recurrence("interval_months", 1, "last_completion"),
        deadline=FirstDeadline(None, 0, date(2026, 5, 2)),
    )
    early = date(2026, 2, 1), date(2026, 2, 2)
    found = owed(date(2026, 2, 4), rule, *early, since=date(2026, 2, 1))
    assert [each.due_on for each in found] == [date(2026, 5, 2)] * 3
    assert all(each.period.starts_on <= each.due_on for each in found)


def test_outside_the_audience_there_is_no_obligation() -> None:
    person = PersonFacts((spell(date(2026, 2, 1), date(2026, 8, 31)),))
    assert in_audience(person, requirement(), date(2026, 8, 31))
    assert not in_audience(person, requirement(), date(2026, 9, 1))
    assert obligations_for(person, [requirement()], [], date(2026, 9, 1)) == ()
    assert not owed(date(2026, 8, 1), requirement(), path="/almar/desk/")
    assert not owed(date(2026, 8, 1), requirement(audience=Audience(unit=frozenset({"works"}))))
    assert owed(date(2026, 8, 1), requirement(audience=Audience(unit=frozenset({"desk"}))))


def test_a_window_keeps_a_duty_upcoming_until_it_opens() -> None:
    rule = requirement(recurrence=Recurrence("calendar_year", window_days=60))
    assert owed(date(2026, 10, 31), rule)[0].state == State.UPCOMING
    assert owed(date(2026, 11, 1), rule)[0].state == State.DUE


def test_all_courses_are_asked_for_or_any_of_them() -> None:
    both = requirement(asked=courses(C1, "c2"))
    (found,) = owed(date(2026, 6, 1), both, date(2026, 5, 1))
    assert (found.state, found.done) == (State.DUE, (C1,))
    (found,) = owed(
        date(2026, 6, 1),
        requirement(asked=Asked("course_any_of", (Part((C1, "c2")),))),
        date(2026, 5, 1),
    )
    assert found.state == State.SATISFIED


def test_a_period_that_has_begun_keeps_the_old_rule_when_the_charter_changes() -> None:
    old = requirement(until=date(2026, 7, 1))
    new = requirement(version=2, in_force_from=date(2026, 7, 1), grace_days=0)
    person = PersonFacts((spell(date(2020, 1, 1)),))
    found = obligations_for(person, [new, old], [], date(2027, 2, 1))
    assert [(each.period.label, each.requirement.version) for each in found] == [
        ("2026", 1),
        ("2027", 2),
    ]


def test_an_instant_falls_on_the_day_it_is_in_the_zone() -> None:
    instant = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert civil_day(instant, "Asia/Seoul") == date(2027, 1, 1)
    assert civil_day(instant, "America/Bogota") == date(2026, 12, 31)
    assert civil_day(date(2026, 12, 31), "Asia/Seoul") == date(2026, 12, 31)


def test_months_are_added_to_the_last_day_there_is() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_spells_that_touch_are_one_stretch_and_a_gap_parts_them() -> None:
    first = spell(date(2026, 1, 1), date(2026, 3, 31))
    second = spell(date(2026, 4, 1), date(2026, 6, 30))
    third = spell(date(2026, 7, 2))
    joined = stretches([third, second, first])
    assert [(each.starts_on, each.ends_on) for each in joined] == [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 2), None),
    ]


def test_a_unit_without_a_kind_is_part_of_the_administration() -> None:
    kinds = {"/city/": "adhering_municipality", "/city/trams/": "owned_corporation"}
    assert body_kinds("/city/desk/", kinds) == {"administration", "adhering_municipality"}
    assert body_kinds("/city/trams/depot/", kinds) == {"owned_corporation", "adhering_municipality"}


def test_the_worst_state_speaks_for_a_person() -> None:
    found = owed(date(2027, 2, 15), requirement())
    assert worst(found) == State.OVERDUE
    assert worst(()) is None
