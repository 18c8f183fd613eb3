"""The projection: whatever happens, in whatever order, it is what a rebuild makes of the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.identity.models import EarlierEnd, EmploymentSpell, Organisation
from elearn.identity.services import add_person, employ
from elearn.learning.models import Completion, Credit, Enrolment
from elearn.learning.services import record_credit, withdraw_credit
from elearn.mandates.formats import read_charter
from elearn.mandates.models import (
    CalendarRecord,
    Charter,
    ExemptionGrant,
    ProjectedObligation,
    ProjectedPerson,
    ProjectionMark,
    ReadFact,
    StandingCount,
)
from elearn.mandates.queries import obligations_within
from elearn.mandates.rules import EVERY_WEEK
from elearn.mandates.services import load_charter, rebuild, refresh
from tests.conftest import Cast

BEGINNING = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
CHARTER = """
charter:
  code: c
  organisation: baekdam
  version: {version}
  titles: {{en: A charter}}
  legal_status: ordinance
  adopted_on: 2025-05-21
  in_force_from: {day}
  language_of_record: en
  provenance: illustrative
articles:
  - {{number: "7", headings: {{en: Learning}}, texts: {{en: Everybody learns.}}}}
requirements:
  - code: R-1
    article: "7"
    audience: {{body_kind: [administration]}}
    amends_open_periods: {amends}
    requirement:
      kind: course_and_hours
      courses: [human-rights-foundations]
      min_minutes: {minutes}
    recurrence: {{type: calendar_year, grace_days: {grace}}}
    initial_deadline: {{trigger: hire, days: 60}}
    exemptions:
      - {{reason_code: parental_leave, effect: pause, max_days: 200}}
      - {{reason_code: other, effect: waive}}
  - code: R-2
    article: "7"
    audience: {{supervises_others: true}}
    requirement: {{kind: course, courses: [human-rights-foundations]}}
    recurrence: {{type: interval_months, interval: 4, anchor: last_completion}}
    initial_deadline: {{trigger: role_change, working_days: 20}}
"""


@dataclass
class World:
    """A city in which things happen; the clock goes only on."""

    session: Session
    course: CourseVersion
    unit_id: int
    employer_id: int
    approver_id: int
    now: datetime = BEGINNING
    people: list[int] = field(default_factory=list)
    version: int = 0
    in_force: date | None = None
    counted: int = 0

    @property
    def today(self) -> date:
        return self.now.date()

    def person(self, number: int) -> int:
        return self.people[number % len(self.people)]

    def hire(self, ahead: int, leads: bool) -> None:
        self.counted += 1
        made = add_person(
            self.session,
            organisation_id=self.employer_id,
            staff_number=f"H{self.counted}",
            name=f"Person {self.counted}",
            now=self.now,
        )
        self.session.flush()
        self.people.append(made.id)
        employ(
            self.session,
            person_id=made.id,
            unit_id=self.unit_id,
            starts_on=self.today + timedelta(days=ahead),
            supervises_others=leads,
            now=self.now,
        )

    def leave(self, number: int, days: int) -> None:
        spell = self.session.scalars(
            select(EmploymentSpell)
            .where(EmploymentSpell.person_id == self.person(number))
            .order_by(EmploymentSpell.starts_on.desc())
        ).first()
        if spell is not None:
            self.session.add(
                EarlierEnd(spell_id=spell.id, ends_on=spell.ends_on, replaced_at=self.now)
            )
            spell.ends_on = max(spell.starts_on, self.today + timedelta(days=days))

    def complete(self, number: int) -> None:
        self.counted += 1
        enrolment = Enrolment(
            person_id=self.person(number),
            course_id=self.course.course_id,
            version_id=self.course.id,
            sequence=self.counted,
            enrolled_at=self.now,
        )
        self.session.add(enrolment)
        self.session.flush()
        self.session.add(
            Completion(enrolment_id=enrolment.id, completed_at=self.now, language="en")
        )

    def credit(self, number: int, minutes: int) -> None:
        self.counted += 1
        record_credit(
            self.session,
            person_id=self.person(number),
            activity="workshop:x",
            title="A workshop",
            credited_on=self.today - timedelta(days=minutes % 40),
            minutes=minutes,
            live_minutes=minutes,
            provider="civil_society",
            source_key=f"w:{self.counted}",
            now=self.now,
        )

    def withdraw(self, number: int) -> None:
        keys = self.session.scalars(
            select(Credit.source_key).where(Credit.person_id == self.person(number))
        ).all()
        if keys:
            withdraw_credit(self.session, source_key=keys[number % len(keys)], now=self.now)

    def excuse(self, number: int, ahead: int, days: int, reason: str) -> None:
        charter_id = self.session.scalars(select(Charter.id)).first()
        if charter_id is None:
            return
        starts_on = self.today + timedelta(days=ahead)
        self.session.add(
            ExemptionGrant(
                person_id=self.person(number),
                charter_id=charter_id,
                reason=reason,
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=days),
                approved_by=self.approver_id,
                recorded_at=self.now,
            )
        )

    def revoke(self, number: int) -> None:
        found = self.session.scalars(
            select(ExemptionGrant).where(ExemptionGrant.revoked_at.is_(None))
        ).all()
        if found:
            found[number % len(found)].revoked_at = self.now

    def amend(self, minutes: int, grace: int, amends: bool) -> None:
        self.version += 1
        if self.in_force is None:
            self.in_force = date(2027, 1, 1)
        else:
            next_day = self.in_force + timedelta(days=1)
            self.in_force = max(next_day, self.today + timedelta(days=5))
        text = CHARTER.format(
            version=self.version,
            day=self.in_force,
            minutes=minutes,
            grace=grace,
            amends=str(amends).lower(),
        )
        load_charter(self.session, found=read_charter("c.yaml", text.encode()), now=self.now)

    def holidays(self, ahead: int) -> None:
        calendar = EVERY_WEEK.document()
        calendar["holidays"] = [(self.today + timedelta(days=ahead)).isoformat()]
        self.session.add(
            CalendarRecord(
                organisation_id=self.employer_id, document=calendar, recorded_at=self.now
            )
        )

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)


numbers = st.integers(0, 5)
happenings = st.one_of(
    st.tuples(st.just("hire"), st.integers(-30, 40), st.booleans()),
    st.tuples(st.just("leave"), numbers, st.integers(0, 60)),
    st.tuples(st.just("complete"), numbers),
    st.tuples(st.just("credit"), numbers, st.integers(10, 120)),
    st.tuples(st.just("withdraw"), numbers),
    st.tuples(
        st.just("excuse"),
        numbers,
        st.integers(-20, 20),
        st.integers(0, 300),
        st.sampled_from(["parental_leave", "other"]),
    ),
    st.tuples(st.just("revoke"), numbers),
    st.tuples(st.just("amend"), st.integers(30, 200), st.integers(0, 40), st.booleans()),
    st.tuples(st.just("holidays"), st.integers(0, 40)),
    st.tuples(st.just("wait"), st.integers(1, 150)),
    st.tuples(st.just("refresh")),
)


def rows(session: Session) -> dict[str, list[Any]]:
    """Return everything that the projection holds, without what numbers its rows."""
    session.flush()
    held: dict[str, list[Any]] = {}
    for table in (ProjectedObligation, ProjectedPerson, StandingCount):
        columns = [column for column in table.__table__.c if column.name != "id"]
        held[table.__tablename__] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    return held


@pytest.fixture
def world(session: Session, cast: Cast, course: CourseVersion) -> Iterator[Callable[[], World]]:
    """Give worlds that are the same at their beginning, one after the other."""
    course.manifest = {"minutes": 60}
    unit = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-planning")
    ).one()
    session.commit()

    def made() -> World:
        session.rollback()
        return World(
            session, course, unit.id, unit.parent_id or 0, cast.manager.id, people=[cast.learner.id]
        )

    yield made
    session.rollback()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened=st.lists(happenings, min_size=3, max_size=14))
def test_whatever_happens_the_projection_is_what_a_rebuild_makes_of_the_facts(
    world: Callable[[], World], happened: list[tuple[Any, ...]]
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    refresh(there.session, now=there.now)
    for name, *arguments in happened:
        there.now += timedelta(hours=1)
        if name == "refresh":
            refresh(there.session, now=there.now)
        else:
            getattr(there, name)(*arguments)
            there.session.flush()
    refresh(there.session, now=there.now)
    kept = rows(there.session)
    rebuild(there.session, now=there.now)
    assert rows(there.session) == kept


def test_only_those_concerned_are_worked_out_again(world: Callable[[], World]) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    for _ in range(20):
        there.hire(0, leads=False)
    assert refresh(there.session, now=there.now) == 26  # the cast, and twenty more
    assert refresh(there.session, now=there.now) == 0
    there.complete(3)
    assert refresh(there.session, now=there.now) == 1
    assert refresh(there.session, now=there.now) == 0


def test_what_was_recorded_before_the_last_turn_and_seen_only_after_it_is_taken_up(
    world: Callable[[], World],
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    rebuild(there.session, now=there.now)
    there.now -= timedelta(minutes=5)
    there.complete(0)  # a transaction that began before the projection was made and ended after it
    there.now += timedelta(minutes=6)
    assert refresh(there.session, now=there.now) == 1
    there.now += timedelta(hours=1)
    there.complete(0)
    assert refresh(there.session, now=there.now) == 1
    kept = there.session.scalars(select(ReadFact.source)).all()
    assert kept == ["completion"], "what is older than any transaction is forgotten"


def test_the_counts_of_units_are_those_of_the_people(world: Callable[[], World]) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    for number in range(6):
        there.hire(-40, leads=False)
        there.complete(number) if number % 2 else None
    refresh(there.session, now=there.now)
    counted = there.session.scalars(select(StandingCount)).all()
    found = obligations_within(there.session, "/valle/", today=there.now)
    assert sum(each.people for each in counted) == sum(
        any(owed.state != "upcoming" for owed in each.obligations) for each in found.people
    )
    assert there.session.scalars(select(ProjectionMark)).one().as_of == there.now


def test_a_rebuild_makes_the_same_as_the_questions_about_people(
    world: Callable[[], World],
) -> None:
    there = world()
    there.amend(60, 10, amends=False)
    there.hire(-400, leads=True)
    there.complete(1)
    there.wait(200)
    rebuild(there.session, now=there.now)
    kept = {
        (row.person_id, row.requirement_id, row.due_on, row.state, row.satisfied_on)
        for row in there.session.scalars(select(ProjectedObligation))
    }
    asked = {
        (
            each.person.person_id,
            owed.requirement.key,
            owed.due_on,
            owed.state.value,
            owed.satisfied_on,
        )
        for each in obligations_within(there.session, "/", today=there.now).people
        for owed in each.obligations
    }
    assert kept == asked
    assert kept
