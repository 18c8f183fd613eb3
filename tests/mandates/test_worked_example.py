"""The worked example of `docs/worked-example.md`, line by line."""

from __future__ import annotations

from datetime import date

import pytest

from elearn.mandates.rules import Evidence, Exemption, State
from tests.mandates.worlds import attended, completed, leave, owed, rule, spell

SPELLS = (
    spell(date(2026, 2, 1), date(2026, 4, 30)),
    spell(date(2026, 5, 1), path="/baekdam/planning/", role_family="planning"),
)
LEAVE = leave(date(2026, 6, 1), date(2026, 9, 30))
KOREAN = completed("c1", date(2026, 10, 5), 120, score=0.9)
LIVE = attended(date(2026, 10, 12), 60)
ENGLISH = completed("c1", date(2026, 11, 20), 120, score=0.95)
BACK = date(2027, 5, 2)


@pytest.mark.parametrize(
    ("day", "known", "state", "due", "met"),
    [
        (date(2026, 3, 15), [], State.DUE, date(2026, 12, 31), None),
        (date(2026, 5, 15), [], State.DUE, date(2026, 12, 31), None),
        (date(2026, 6, 5), [], State.DUE, date(2026, 12, 31), None),
        (date(2026, 6, 5), [LEAVE], State.PAUSED, BACK, None),
        (date(2026, 10, 1), [LEAVE], State.DUE, BACK, None),
        (date(2026, 10, 6), [LEAVE, KOREAN], State.DUE, BACK, None),
        (date(2026, 10, 12), [LEAVE, KOREAN, LIVE], State.SATISFIED, BACK, date(2026, 10, 12)),
        (
            date(2026, 11, 20),
            [LEAVE, KOREAN, LIVE, ENGLISH],
            State.SATISFIED,
            BACK,
            date(2026, 10, 12),
        ),
    ],
)
def test_each_line_of_the_example_is_as_the_table_says(
    day: date,
    known: list[Evidence | Exemption],
    state: State,
    due: date,
    met: date | None,
) -> None:
    (found,) = owed(day, rule("baekdam", "A-7-1"), *known, spells=SPELLS)
    assert (found.state, found.due_on, found.satisfied_on) == (state, due, met)
    assert found.period.first_deadline == date(2026, 5, 2)


def test_after_the_course_the_hour_together_is_what_is_missing() -> None:
    (found,) = owed(date(2026, 10, 6), rule("baekdam", "A-7-1"), LEAVE, KOREAN, spells=SPELLS)
    assert (found.tally.minutes, found.tally.live_minutes) == (120, 0)
    assert found.done == ("c1",)


def test_the_new_year_is_a_new_period_beside_the_old_one() -> None:
    found = owed(
        date(2027, 1, 10), rule("baekdam", "A-7-1"), LEAVE, KOREAN, LIVE, ENGLISH, spells=SPELLS
    )
    assert [(each.period.label, each.state, each.satisfied_on) for each in found] == [
        ("2026", State.SATISFIED, date(2026, 10, 12)),
        ("2027", State.DUE, None),
    ]
