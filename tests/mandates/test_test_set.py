"""The test set of the charters' companion, section 4, as it is written there, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from elearn.catalogue.rules.programmes import Part
from elearn.mandates.rules import (
    Asked,
    Because,
    Requirement,
    State,
    Tally,
    overlapping,
    reasons,
    together,
)
from tests.mandates.worlds import (
    JULY,
    attended,
    charter,
    completed,
    leave,
    owed,
    recognised,
    rule,
    spell,
)

CLERK = spell(date(2026, 2, 1))


def test_row_1_a_clerk_who_did_c1_with_an_hour_live_has_satisfied_2026() -> None:
    (found,) = owed(
        date(2026, 4, 20),
        rule("baekdam", "A-7-1"),
        completed("c1", date(2026, 4, 20), 120, score=0.9),
        attended(date(2026, 4, 20), 60),
        spells=CLERK,
    )
    assert (found.state, found.period.label) == (State.SATISFIED, "2026")
    assert found.period.first_deadline == date(2026, 5, 2)
    assert (found.tally.minutes, found.tally.live_minutes) == (180, 60)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 4, 20), State.DUE),
        (date(2026, 12, 31), State.DUE),
        (date(2027, 1, 1), State.IN_GRACE),
        (date(2027, 1, 30), State.IN_GRACE),
        (date(2027, 1, 31), State.OVERDUE),
    ],
)
def test_row_2_a_clerk_with_only_150_minutes_stays_open(today: date, state: State) -> None:
    first = owed(
        today,
        rule("baekdam", "A-7-1"),
        completed("c1", date(2026, 4, 20), 90, score=0.9),
        attended(date(2026, 4, 20), 60),
        spells=CLERK,
    )[0]
    assert (first.state, first.tally.minutes, first.period.label) == (state, 150, "2026")


def test_row_3_a_parental_leave_pauses_and_its_days_are_added_to_the_window() -> None:
    away = leave(date(2026, 1, 10), date(2026, 11, 30))
    (found,) = owed(
        date(2026, 6, 1), rule("baekdam", "A-7-1"), away, spells=spell(date(2020, 1, 1))
    )
    assert found.state == State.PAUSED
    paused = (date(2026, 11, 30) - date(2026, 1, 10)).days + 1
    assert found.due_on == date(2026, 12, 31) + timedelta(days=paused)
    (back,) = owed(
        date(2026, 12, 1), rule("baekdam", "A-7-1"), away, spells=spell(date(2020, 1, 1))
    )
    assert (back.state, back.due_on) == (State.DUE, found.due_on)


def test_row_4_a_worker_for_sixty_days_owes_a_share_in_the_short_form() -> None:
    short = spell(date(2026, 3, 1), date(2026, 4, 29), employment_type="fixed_term")
    (found,) = owed(date(2026, 3, 10), rule("baekdam", "A-7-1"), spells=short)
    assert (found.min_minutes, found.asked.parts) == (30, ())
    longer = spell(date(2026, 3, 1), date(2026, 5, 30), employment_type="fixed_term")
    (found,) = owed(date(2026, 3, 10), rule("baekdam", "A-7-1"), spells=longer)
    assert found.min_minutes == 180, "91 days are no short contract"


def test_row_5_a_corporation_of_the_city_has_its_own_period() -> None:
    driver = spell(date(2020, 1, 1), path="/baekdam/trams/depot/")
    rules = [rule("baekdam", "A-7-1"), rule("baekdam", "A-7-2")]
    (found,) = owed(date(2026, 6, 1), rules, spells=driver)
    assert (found.requirement.code, found.due_on) == ("A-7-2", date(2027, 1, 1))


def test_row_6_three_duties_stack_to_the_largest_with_every_course_and_topic() -> None:
    rules = [rule("port-almar", code, calendar=JULY) for code in ("B-1", "B-2", "B-3")]
    nurse = spell(
        date(2026, 3, 1), path="/almar/care/", role_family="health", supervises_others=True
    )
    found = together(owed(date(2026, 4, 1), rules, spells=nurse))
    assert (found.minutes, found.live_minutes) == (240, 60)
    assert [part.any_of for part in found.parts] == [("c1",), ("c2",), ("c6",)]
    assert found.topics == {"rights_basics", "complaints"}
    basics = frozenset({"rights_basics", "complaints"})
    done = [
        completed("c1", date(2026, 4, 2), 60, topics=basics),
        completed("c2", date(2026, 4, 3), 60),
        completed("c6", date(2026, 4, 4), 60),
        attended(date(2026, 4, 5), 60),
    ]
    met = owed(date(2026, 4, 5), rules, *done, spells=nurse)
    assert {each.state for each in met} == {State.SATISFIED}
    assert len(met) == 3
    without = owed(date(2026, 4, 5), rules, *done[:-1], spells=nurse)
    assert {each.requirement.code for each in without if each.state == State.DUE} == {"B-3"}


NURSE = spell(date(2026, 3, 1), path="/almar/care/", role_family="health", supervises_others=True)


def almar(code: str, **changed: Any) -> Requirement:
    return rule("port-almar", code, calendar=JULY, **changed)


def test_duties_overlap_around_the_one_that_asks_for_most_minutes() -> None:
    found = owed(date(2026, 4, 1), [almar("B-1"), almar("B-2"), almar("B-3")], spells=NURSE)
    assert {each.requirement.code for each in overlapping(found)} == {"B-1", "B-2", "B-3"}
    assert together(overlapping(found)).count == 3
    assert overlapping(found[:1]) == (), "a single duty overlaps with nothing"
    met = [replace(each, state=State.SATISFIED) for each in found[1:]]
    assert overlapping([*met, found[0]]) == (), "what is met asks for nothing any more"


def test_duties_without_minutes_overlap_with_one_that_has_them_and_not_among_themselves() -> None:
    plain = Asked(parts=(Part(("c1",)),))
    other = Asked(parts=(Part(("c9",)),))
    one, two, far = (
        replace(almar("B-1"), code=code, asked=asked)
        for code, asked in (("X-1", plain), ("X-2", plain), ("X-3", other))
    )
    today = date(2026, 4, 1)
    assert overlapping(owed(today, [one, two], spells=NURSE)) == ()
    found = overlapping(owed(today, [one, two, far, almar("B-3")], spells=NURSE))
    assert {each.requirement.code for each in found} == {"X-1", "X-2", "B-3"}
    assert together(found).minutes == 240


def test_training_that_only_one_of_two_duties_accepts_makes_no_overlap() -> None:
    ours = almar("B-1", asked=Asked("hours", min_minutes=60, providers=frozenset({"nhri"})))
    theirs = almar("B-2", asked=Asked("hours", min_minutes=90, providers=frozenset({"university"})))
    assert overlapping(owed(date(2026, 4, 1), [ours, theirs], spells=NURSE)) == ()


def test_two_periods_of_one_requirement_do_not_overlap() -> None:
    found = owed(date(2027, 2, 1), almar("B-3"), spells=NURSE)
    assert [each.state for each in found] == [State.OVERDUE, State.DUE]
    assert overlapping(found) == ()
    both = overlapping(owed(date(2027, 2, 1), [almar("B-3"), almar("B-2")], spells=NURSE))
    assert sorted(each.requirement.code for each in both) == ["B-2", "B-3"]


def test_what_is_done_is_all_but_the_most_that_any_duty_still_lacks() -> None:
    rules = [almar("B-1"), almar("B-3")]
    done = [attended(date(2026, 4, 2), 45), completed("c6", date(2026, 4, 3), 30)]
    found = together(overlapping(owed(date(2026, 4, 4), rules, *done, spells=NURSE)))
    assert (found.minutes, found.minutes_done) == (240, 75)
    assert (found.live_minutes, found.live_minutes_done) == (60, 45)
    later = owed(date(2026, 4, 4), rules, attended(date(2026, 4, 2), 60), spells=NURSE)
    small, large = sorted(later, key=lambda each: each.requirement.code)
    assert small.tally.minutes == 60
    large = replace(large, tally=Tally())
    assert together([small, large]).minutes_done == 0, "nothing that the largest can count"


def test_live_minutes_alone_are_minutes() -> None:
    live = almar("B-1", asked=Asked("hours", live_minutes=60))
    found = together(owed(date(2026, 4, 4), live, attended(date(2026, 4, 2), 20), spells=NURSE))
    assert (found.minutes, found.minutes_done) == (60, 20)
    assert (found.live_minutes, found.live_minutes_done) == (60, 20)
    nothing = together([])
    assert (nothing.count, nothing.minutes, nothing.minutes_done) == (0, 0, 0)


def test_row_7_a_councillor_is_due_180_days_after_the_election_and_told_of_in_sums_only() -> None:
    councillor = spell(date(2026, 6, 1), path="/almar/council/", role_family="political")
    (found,) = owed(date(2026, 6, 2), rule("port-almar", "B-5"), spells=councillor)
    assert found.due_on == date(2026, 11, 28)
    text = next(each for each in charter("port-almar").requirements if each.code == "B-5")
    assert (text.reporting.audience, text.reporting.level) == ("public", "aggregate")
    assert text.responsible == "council_secretariat"


def test_row_7_a_new_term_of_office_is_a_new_period() -> None:
    terms = replace(JULY, terms=(date(2022, 6, 1), date(2026, 6, 1)))
    councillor = spell(date(2022, 6, 1), path="/almar/council/", role_family="political")
    found = owed(
        date(2026, 7, 1),
        rule("port-almar", "B-5", calendar=terms),
        completed("c1", date(2026, 3, 20), 90),
        spells=councillor,
    )
    assert [(each.due_on, each.state) for each in found] == [
        (date(2026, 8, 28), State.SATISFIED),
        (date(2026, 11, 28), State.DUE),
    ]


def test_row_8_a_contractor_is_due_after_thirty_days_and_again_after_24_months() -> None:
    contractor = spell(
        date(2026, 5, 10), path="/almar/kiosk/", employment_type="contractor", public_contact=True
    )
    found = owed(date(2028, 6, 9), rule("port-almar", "B-6"), spells=contractor)
    assert [each.due_on for each in found] == [date(2026, 6, 9), date(2028, 6, 9)]


@pytest.mark.parametrize(("grace", "state"), [(5, State.SATISFIED), (4, State.SATISFIED_LATE)])
def test_row_9_five_days_after_twelve_months_is_late_unless_there_are_five_days_of_grace(
    grace: int, state: State
) -> None:
    officer = spell(date(2026, 3, 20), path="/almar/guard/", role_family="police_enforcement")
    topics = frozenset({"limits_on_rights", "profiling", "use_of_force_law"})

    def round_on(day: date) -> list:
        return [
            completed("c1", day - timedelta(days=2), 90),
            completed("c6", day - timedelta(days=1), 90),
            attended(day, 120, topics=topics),
        ]

    done = round_on(date(2026, 4, 15)) + round_on(date(2027, 4, 20))
    found = owed(
        date(2027, 4, 20), rule("port-almar", "B-4", grace_days=grace), *done, spells=officer
    )
    assert [each.state for each in found] == [State.SATISFIED, state]
    assert found[1].due_on == date(2027, 4, 15)


def test_row_10_a_municipality_that_adhered_owes_within_a_year_and_sends_its_materials() -> None:
    joined = date(2026, 3, 1)
    member = rule("valle-norte", "C-3-1", path="/valle/norte/", joined=joined)
    clerk = spell(date(2019, 1, 1), path="/valle/norte/desk/")
    (found,) = owed(date(2026, 6, 1), member, spells=clerk)
    assert found.due_on == joined + timedelta(days=365)
    assert not owed(date(2026, 2, 28), member, spells=clerk), "nobody is bound before it joined"
    duty = next(each for each in charter("valle-norte").body_duties if each.code == "materials")
    assert (duty.code, duty.days, duty.to) == ("materials", 180, "federation academy")


def test_row_10_a_municipality_that_adhered_consults_the_unions_as_well() -> None:
    text = charter("valle-norte")
    assert [each.code for each in text.body_duties] == ["materials", "unions"]
    duty = text.body_duties[1]
    assert (duty.days, duty.to) == (180, "unions")
    assert duty.titles["en"] == "Consult the unions"
    assert "unions_consulted" not in str(text.notes), "it is acted upon, not only noted"


def test_row_10_only_an_accredited_course_counts() -> None:
    member = rule("valle-norte", "C-3-1", path="/valle/norte/", joined=date(2026, 3, 1))
    clerk = spell(date(2019, 1, 1), path="/valle/norte/desk/")
    day = date(2026, 5, 1)
    (found,) = owed(day, member, completed("c1", day, 60), spells=clerk)
    assert found.state == State.DUE
    accredited = completed("c1", day, 60, accredited=frozenset({"chr-c"}))
    (found,) = owed(day, member, accredited, spells=clerk)
    assert found.state == State.SATISFIED


def test_row_11_a_certificate_of_the_nhri_counts_180_minutes_but_no_live_ones() -> None:
    given = recognised(date(2026, 1, 5), 200, "c1")
    (found,) = owed(date(2026, 3, 1), rule("baekdam", "A-7-1"), given, spells=CLERK)
    assert (found.state, found.tally.minutes, found.tally.live_minutes) == (State.DUE, 180, 0)
    assert Because.RECOGNISED in {each.because for each in reasons(found)}
    live = attended(date(2026, 3, 2), 60)
    (found,) = owed(date(2026, 3, 2), rule("baekdam", "A-7-1"), given, live, spells=CLERK)
    assert (found.state, found.satisfied_on) == (State.SATISFIED, date(2026, 3, 2))


def test_row_12_no_report_to_council_or_public_may_name_a_unit_below_its_least_cell() -> None:
    reported = [
        each.reporting
        for name in ("baekdam", "port-almar", "valle-norte")
        for each in charter(name).requirements
        if each.reporting.audience in {"council", "public"}
    ]
    assert [(each.level, each.min_cell) for each in reported] == [
        ("aggregate", 10),  # Baekdam, the council
        ("aggregate", 5),  # Port Almar, elected officials
        *[("aggregate", 10)] * 3,  # Valle Norte, all that its yearly report tells
    ]


def test_every_row_has_an_explanation_that_names_what_counted() -> None:
    away = leave(date(2026, 1, 10), date(2026, 11, 30))
    (paused,) = owed(
        date(2026, 6, 1), rule("baekdam", "A-7-1"), away, spells=spell(date(2020, 1, 1))
    )
    told = {each.because: each for each in reasons(paused)}
    assert told[Because.IN_FORCE].days == {"since": date(2026, 1, 1)}
    assert told[Because.AMONG_THEM].days == {"since": date(2020, 1, 1)}
    assert told[Because.MOVED].days == {"before": date(2026, 12, 31), "to": paused.due_on}
    assert told[Because.PAUSED].days == {"until": date(2026, 11, 30)}
    assert told[Because.COURSES_MISSING].courses == ("c1",)
    assert told[Because.LIVE_MISSING].numbers == {"missing": 60, "asked": 60}
    (met,) = owed(
        date(2026, 4, 20),
        rule("baekdam", "A-7-1"),
        completed("c1", date(2026, 4, 20), 120),
        attended(date(2026, 4, 20), 60),
        spells=CLERK,
    )
    assert [each.because for each in reasons(met)] == [
        Because.IN_FORCE,
        Because.AMONG_THEM,
        Because.FIRST_ASKED,
        Because.DUE,
        Because.MET_IN_TIME,
    ]
