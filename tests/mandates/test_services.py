"""Loading charters, and what people owe under them, on a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import CourseVersion
from elearn.errors import Faults
from elearn.identity.models import Organisation
from elearn.identity.services import add_person, employ
from elearn.mandates.formats import CharterFile, read_charter
from elearn.mandates.models import CharterVersion, Requirement
from elearn.mandates.queries import obligations_of, obligations_within
from elearn.mandates.rules import State
from elearn.mandates.services import adhere, load_charter
from tests.conftest import NOW

TEXT = (Path(__file__).parents[2] / "demo" / "charters" / "baekdam.yaml").read_text("utf-8")
VALLE = (Path(__file__).parents[2] / "demo" / "charters" / "valle-norte.yaml").read_text("utf-8")


def file(text: str = TEXT) -> CharterFile:
    return read_charter("c.yaml", text.encode())


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """Collect the statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_second_load_of_the_same_version_changes_nothing(session: Session, charter: str) -> None:
    loaded = load_charter(session, found=file(), now=NOW)
    assert not loaded.created
    assert session.scalar(select(func.count()).select_from(CharterVersion)) == 1
    assert session.scalar(select(func.count()).select_from(Requirement)) == 2
    assert session.scalar(select(func.count()).where(AuditEntry.action == "charter.loaded")) == 1


def test_other_content_under_a_loaded_version_is_refused(session: Session, charter: str) -> None:
    with pytest.raises(Faults, match=r"c\.yaml:\d+: .*raise “version” to 2"):
        load_charter(session, found=file(TEXT.replace("days: 90", "days: 60")), now=NOW)


def test_a_higher_version_must_come_into_force_later(session: Session, charter: str) -> None:
    second = TEXT.replace("version: 1", "version: 2")
    with pytest.raises(Faults, match="later “in_force_from”"):
        load_charter(session, found=file(second), now=NOW)
    later = second.replace("2026-01-01", "2027-01-01").replace("grace_days: 30", "grace_days: 5")
    assert load_charter(session, found=file(later), now=NOW).created


def test_unknown_names_are_told_all_at_once(session: Session, cast: Any) -> None:
    text = TEXT.replace("organisation: baekdam", "organisation: nowhere").replace(
        "body_kind: [owned_corporation]", "unit: [nowhere]"
    )
    with pytest.raises(Faults) as raised:
        load_charter(session, found=file(text), now=NOW)
    told = [str(fault) for fault in raised.value.faults]
    assert sum("there is no course “human-rights-foundations”" in each for each in told) == 2
    assert any("there is no organisation “nowhere”" in each for each in told)
    assert any("there is no unit “nowhere”" in each for each in told)
    assert session.scalar(select(func.count()).select_from(CharterVersion)) == 0


def test_a_charter_keeps_its_organisation(session: Session, charter: str) -> None:
    text = TEXT.replace("organisation: baekdam", "organisation: almar")
    with pytest.raises(Faults, match="belongs to “baekdam”"):
        load_charter(session, found=file(text), now=NOW)


def test_a_learner_owes_the_course_of_article_seven_and_is_told_why(
    session: Session, cast: Any, charter: str
) -> None:
    (owed,) = obligations_of(session, cast.learner.id, today=NOW)
    assert (owed.requirement, owed.charter, owed.article, owed.version) == (
        "A-7-1",
        "baekdam",
        "7",
        1,
    )
    assert owed.article_texts["en"].startswith("Every employee of the city")
    assert "Corporations" not in owed.article_texts["en"]
    assert owed.courses[0].titles["es"] == "Fundamentos de los derechos humanos"
    assert (owed.state, owed.period) == (State.DUE, "2026")
    assert (owed.due_on, owed.first_deadline) == (date(2026, 12, 31), date(2026, 5, 3))
    assert (owed.time_zone, owed.days_left) == ("Asia/Seoul", 41)
    assert owed.provenance == "illustrative"


def test_the_day_ends_where_the_person_works(
    session: Session, cast: Any, charter: str, complete: Callable[..., None]
) -> None:
    last_hour = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert [each.period for each in obligations_of(session, cast.learner.id, today=last_hour)] == [
        "2026",
        "2027",
    ]
    complete(cast.learner, last_hour)
    first, _ = obligations_of(session, cast.learner.id, today=last_hour)
    assert first.satisfied_on == date(2027, 1, 1)


def test_a_completion_meets_the_obligation(
    session: Session, cast: Any, charter: str, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    (owed,) = obligations_of(session, cast.learner.id, today=NOW)
    assert (owed.state, owed.satisfied_on) == (State.SATISFIED, date(2026, 4, 20))
    (other,) = obligations_of(session, cast.author.id, today=NOW)
    assert other.state == State.DUE


def test_another_city_is_not_bound_and_a_federation_binds_its_members(
    session: Session, cast: Any, charter: str
) -> None:
    assert obligations_of(session, cast.stranger.id, today=NOW) == []
    text = VALLE.replace("organisation: valle-norte", "organisation: valle")
    only = text.replace("[rights-based-planning, un-mechanisms]", "[human-rights-foundations]")
    load_charter(session, found=file(only), now=NOW)
    assert len(obligations_of(session, cast.learner.id, today=NOW)) == 1
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    adhere(
        session,
        code="valle-norte",
        organisation=city,
        on=date(2026, 1, 1),
        norm="Ordinance 1",
        now=NOW,
    )
    found = obligations_of(session, cast.learner.id, today=NOW)
    assert {each.requirement: each.due_on for each in found} == {
        "A-7-1": date(2026, 12, 31),
        "C-3-1": date(2027, 1, 1),
    }


def test_a_newer_version_binds_from_its_own_first_period(
    session: Session, cast: Any, charter: str
) -> None:
    later = (
        TEXT.replace("version: 1", "version: 2")
        .replace("2026-01-01", "2026-07-01")
        .replace("grace_days: 30", "grace_days: 5")
    )
    load_charter(session, found=file(later), now=NOW)
    found = obligations_of(session, cast.learner.id, today=date(2027, 1, 20))
    assert [(each.period, each.version, each.state) for each in found] == [
        ("2026", 1, State.IN_GRACE),
        ("2027", 2, State.DUE),
    ]


def test_everybody_in_a_scope_is_found_with_what_they_owe(
    session: Session, cast: Any, charter: str, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    found = obligations_within(session, "/valle/baekdam/", today=NOW)
    states = {
        standing.person.person_id: [each.state for each in standing.obligations]
        for standing in found.people
    }
    assert states[cast.learner.id] == [State.SATISFIED]
    assert states[cast.manager.id] == [State.DUE]
    assert cast.stranger.id not in states
    desk = obligations_within(session, "/valle/baekdam/baekdam-front-desk/", today=NOW)
    assert [each.person.person_id for each in desk.people] == [cast.learner.id]


def test_the_number_of_statements_does_not_grow_with_the_people(
    session: Session, cast: Any, charter: str
) -> None:
    with counted(session) as few:
        obligations_within(session, "/valle/", today=NOW)
    unit = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-planning")
    ).one()
    for number in range(40):
        person = add_person(
            session,
            organisation_id=unit.parent_id or 0,
            staff_number=f"2{number:03}",
            name=f"Person {number}",
            now=NOW,
        )
        employ(session, person_id=person.id, unit_id=unit.id, starts_on=date(2026, 3, 1), now=NOW)
    session.flush()
    with counted(session) as many:
        found = obligations_within(session, "/valle/", today=NOW)
    assert len(found.people) == 45
    assert len(many) == len(few) <= 4
    with counted(session) as own:
        obligations_of(session, cast.learner.id, today=NOW)
    assert len(own) <= 5


def test_who_has_left_owes_nothing(session: Session, cast: Any, charter: str) -> None:
    assert obligations_of(session, cast.learner.id, today=date(2026, 2, 1)) == []
    assert obligations_within(session, "/valle/", today=date(2026, 2, 1)).people == ()


def test_without_a_charter_nothing_is_owed(
    session: Session, cast: Any, course: CourseVersion
) -> None:
    assert obligations_of(session, cast.learner.id, today=NOW) == []
