"""What reports count, and of whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn.identity.models import EmploymentSpell, Organisation
from elearn.identity.queries import OrganisationNotFound
from elearn.identity.rules import Scope
from elearn.identity.services import add_person, employ
from elearn.mandates.rules import Reader
from elearn.reporting.queries import (
    completion_count,
    completions,
    compliance,
    place,
    table_for,
)
from tests import people
from tests.conftest import NOW

ALL = Scope(("/",))
TODAY = date(2026, 11, 20)


def rows(session: Session, code: str, as_of: date = TODAY) -> list[tuple[str, str, str]]:
    where = place(session, code, ALL)
    found = [row for batch in completions(session, where, as_of=as_of) for row in batch]
    assert completion_count(session, where, as_of=as_of) == len(found)
    return [(row.unit, row.staff_number, row.completed_on) for row in found]


def test_completions_are_those_of_the_people_who_work_there(
    session: Session, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    complete(cast.stranger)
    mine = [("baekdam-front-desk", "1001", "2026-04-20")]
    assert rows(session, "baekdam") == mine
    assert rows(session, "valle") == mine
    assert rows(session, "baekdam-planning") == []
    assert rows(session, "almar") == [("almar-harbour", "1001", "2026-04-20")]


def test_a_day_is_over_when_it_is_over_there(
    session: Session, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner, datetime(2026, 4, 20, 14, 59, 59, tzinfo=UTC))
    complete(cast.manager, datetime(2026, 4, 20, 15, 0, 0, tzinfo=UTC))
    assert [each[1] for each in rows(session, "baekdam", date(2026, 4, 20))] == ["1001"]
    assert rows(session, "baekdam", date(2026, 4, 19)) == []
    assert [each[2] for each in rows(session, "baekdam")] == ["2026-04-20", "2026-04-21"]


def test_who_moved_is_reported_where_they_work_on_the_day(
    session: Session, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    spell = session.scalars(
        select(EmploymentSpell).where(EmploymentSpell.person_id == cast.learner.id)
    ).one()
    spell.ends_on = date(2026, 5, 31)
    unit = session.scalars(
        select(Organisation.id).where(Organisation.code == "baekdam-planning")
    ).one()
    employ(session, person_id=cast.learner.id, unit_id=unit, starts_on=date(2026, 6, 1), now=NOW)
    session.commit()
    assert rows(session, "baekdam-front-desk", date(2026, 5, 31)) != []
    assert rows(session, "baekdam-front-desk") == []
    assert len(rows(session, "baekdam-planning")) == 1


def test_outside_the_scope_an_organisation_does_not_exist(session: Session, cast: Any) -> None:
    with pytest.raises(OrganisationNotFound):
        place(session, "almar", Scope(("/valle/baekdam/",)))


def test_people_are_counted_by_the_unit_right_below(
    session: Session, cast: Any, charter: str, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    city = compliance(session, place(session, "baekdam", ALL), as_of=TODAY, reader=Reader.COUNCIL)
    assert {each.key: each.cells for each in city.counts()} == {
        "baekdam-front-desk": (1, 1, 0, 0, 0),
        "baekdam-planning": (4, 0, 4, 0, 0),
    }
    federation = compliance(
        session, place(session, "valle", ALL), as_of=TODAY, reader=Reader.COUNCIL
    )
    assert {each.key: each.cells for each in federation.counts()} == {"baekdam": (5, 1, 4, 0, 0)}
    unit = compliance(
        session, place(session, "baekdam-planning", ALL), as_of=TODAY, reader=Reader.COUNCIL
    )
    assert {each.key: each.cells for each in unit.counts()} == {"baekdam-planning": (4, 0, 4, 0, 0)}


def test_a_report_of_another_day_says_what_was_so_then(
    session: Session, cast: Any, charter: str, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    where = place(session, "baekdam-front-desk", ALL)
    (before,) = compliance(session, where, as_of=date(2026, 4, 19), reader=Reader.COUNCIL).counts()
    assert before.cells == (1, 0, 1, 0, 0)
    late = compliance(
        session, place(session, "baekdam", ALL), as_of=date(2027, 2, 1), reader=Reader.COUNCIL
    ).counts()
    assert {each.key: each.cells for each in late}["baekdam-planning"] == (4, 0, 0, 4, 0)


def test_a_report_can_be_about_one_article(session: Session, cast: Any, charter: str) -> None:
    where = place(session, "baekdam", ALL)
    found = compliance(session, where, as_of=TODAY, reader=Reader.COUNCIL, article="baekdam/7")
    assert [each.key for each in found.articles] == ["baekdam/7"]
    assert len(found.counts()) == 2
    assert (
        compliance(session, where, as_of=TODAY, reader=Reader.COUNCIL, article="baekdam/8").counts()
        == []
    )


def test_the_number_of_statements_is_the_same_for_any_number_of_people(
    session: Session, cast: Any, charter: str
) -> None:
    where = place(session, "baekdam", ALL)
    few = _count(session, lambda: compliance(session, where, as_of=TODAY, reader=Reader.COUNCIL))
    unit = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-planning")
    ).one()
    for number in range(30):
        person = add_person(
            session,
            organisation_id=unit.parent_id or 0,
            staff_number=f"3{number:03}",
            name=f"Person {number}",
            now=NOW,
        )
        employ(session, person_id=person.id, unit_id=unit.id, starts_on=date(2026, 3, 1), now=NOW)
    session.commit()
    assert (
        _count(session, lambda: compliance(session, where, as_of=TODAY, reader=Reader.COUNCIL))
        == few
        <= 5
    )


def test_a_unit_hidden_to_keep_another_one_hidden_is_hidden_in_its_own_report_too(
    session: Session, cast: Any, charter: str
) -> None:
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    works = people.unit(session, city, "works", "Works")
    roads = people.unit(session, city, "roads", "Roads")
    front = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-front-desk")
    ).one()
    planning = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-planning")
    ).one()
    for unit, size in ((works, 12), (roads, 15), (planning, 10), (front, 2)):
        for number in range(size):
            person = add_person(
                session,
                organisation_id=city.id,
                staff_number=f"{unit.code}-{number}",
                name=f"Person {number}",
                now=NOW,
            )
            employ(
                session, person_id=person.id, unit_id=unit.id, starts_on=date(2026, 3, 1), now=NOW
            )
    for spell in session.scalars(select(EmploymentSpell)):
        spell.employment_type = "permanent"
    session.commit()

    def table(code: str) -> tuple[dict[str, bool], bool]:
        found = compliance(session, place(session, code, ALL), as_of=TODAY, reader=Reader.COUNCIL)
        made = table_for(session, found, Scope(("/valle/baekdam/",)))
        return {row.count.key: row.hidden for row in made.rows}, made.total.hidden

    hidden, total = table("baekdam")
    assert hidden == {
        "baekdam-front-desk": True,
        "baekdam-works": True,
        "baekdam-planning": False,
        "baekdam-roads": False,
    }
    assert not total
    assert table("baekdam-works") == ({"baekdam-works": True}, True)
    assert table("baekdam-roads") == ({"baekdam-roads": False}, False)


def _count(session: Session, call: Callable[[], object]) -> int:
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    call()
    event.remove(session.get_bind(), "before_cursor_execute", note)
    return len(sent)
