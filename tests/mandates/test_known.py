"""Status at any date, twice over: what was true on a day, and what was known on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from elearn.mandates.models import CharterVersion
from elearn.mandates.queries import obligations_of, obligations_within
from elearn.mandates.queries.standing import duties
from elearn.mandates.rules import State
from tests.mandates.test_projection import World, happenings, world

__all__ = ["world"]


def told(there: World, today: datetime, known_at: datetime) -> list[Any]:
    """Return what was known at an instant of what everybody owed on a day."""
    there.session.flush()
    found = obligations_within(there.session, "/", today=today, known_at=known_at)
    return sorted(
        (
            each.person.person_id,
            owed.requirement.version,
            owed.period.label,
            owed.due_on,
            owed.state.value,
            owed.satisfied_on,
            owed.tally.minutes,
        )
        for each in found.people
        for owed in each.obligations
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(happenings, min_size=2, max_size=8),
    after=st.lists(happenings, min_size=1, max_size=8),
    ago=st.integers(0, 200),
)
def test_no_fact_learnt_later_changes_what_was_known_earlier(
    world: Callable[[], World],
    before: list[tuple[Any, ...]],
    after: list[tuple[Any, ...]],
    ago: int,
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    live(there, before)
    instant = there.now
    day = instant - timedelta(days=ago)
    now, then = told(there, instant, instant), told(there, day, instant)
    there.now += timedelta(minutes=1)
    live(there, after)
    assert told(there, instant, instant) == now
    assert told(there, day, instant) == then


def live(there: World, happened: list[tuple[Any, ...]]) -> None:
    for name, *arguments in happened:
        there.now += timedelta(hours=1)
        if name != "refresh":
            getattr(there, name)(*arguments)
            there.session.flush()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=st.lists(happenings, min_size=2, max_size=10))
def test_every_obligation_has_one_explanation_and_it_names_an_article_in_force(
    world: Callable[[], World], happened: list[tuple[Any, ...]]
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    live(there, happened)
    there.session.flush()
    cited = duties(there.session).bound.cited
    for each in obligations_within(there.session, "/", today=there.now).people:
        for owed in each.obligations:
            rule, article = owed.requirement, cited[owed.requirement.key]
            assert article.headings
            assert article.texts
            assert rule.in_force_from <= each.person.today
            last = rule.until or date.max
            assert owed.period.starts_on < last or rule.amends_open
            taken_over = rule.amends_open and owed.period.starts_on < rule.in_force_from
            assert rule.in_force_from <= owed.period.starts_on or taken_over


def test_an_amendment_from_july_is_cited_from_july_and_not_before(
    world: Callable[[], World],
) -> None:
    there = world()
    there.in_force = None
    there.amend(60, 10, amends=False)
    there.hire(-100, leads=False)
    there.hire(-100, leads=False)
    early, late = there.people[-2:]
    there.now = datetime(2027, 6, 25, 9, tzinfo=UTC)
    there.amend(90, 0, amends=True)
    there.session.execute(
        CharterVersion.__table__.update()
        .where(CharterVersion.version == 2)
        .values(in_force_from=date(2027, 7, 1))
    )
    there.now = datetime(2027, 6, 28, 9, tzinfo=UTC)
    there.complete(there.people.index(early))
    there.now = datetime(2027, 7, 2, 9, tzinfo=UTC)
    (met,) = obligations_of(there.session, early, today=there.now)
    (open_,) = obligations_of(there.session, late, today=there.now)
    assert (met.version, met.state, met.satisfied_on) == (1, State.SATISFIED, date(2027, 6, 28))
    assert (open_.version, open_.state) == (2, State.DUE)
    (before,) = obligations_of(there.session, late, today=datetime(2027, 6, 30, 9, tzinfo=UTC))
    assert before.version == 1


def test_a_leave_recorded_in_may_was_not_known_in_april(world: Callable[[], World]) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    there.now = datetime(2027, 4, 10, 9, tzinfo=UTC)
    april = there.now
    there.now = datetime(2027, 5, 10, 9, tzinfo=UTC)
    there.excuse(0, -40, 60, "parental_leave")
    there.session.flush()
    person = there.people[0]

    def state(known_at: datetime) -> State:
        (found,) = obligations_of(there.session, person, today=april, known_at=known_at)
        return found.state

    assert state(april) == State.DUE
    assert state(there.now) == State.PAUSED


@pytest.mark.parametrize("known_first", [True, False])
def test_an_end_that_was_moved_was_another_before(
    world: Callable[[], World], known_first: bool
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    there.hire(-100, leads=False)
    number = len(there.people) - 1
    told_at = there.now
    there.now += timedelta(days=60)
    there.leave(number, 0)
    there.session.flush()
    later = there.now + timedelta(days=5)
    known_at = told_at if known_first else there.now
    found = obligations_of(there.session, there.people[number], today=later, known_at=known_at)
    assert bool(found) is known_first


def test_the_file_of_a_version_is_kept_whole(world: Callable[[], World]) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    version = there.session.scalars(select(CharterVersion)).one()
    assert version.document["code"] == "c"
    assert version.document["requirements"][0]["code"] == "R-1"
