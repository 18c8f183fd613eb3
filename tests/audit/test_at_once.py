"""What two people do at the same moment: one wins, and the other is told why in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.errors import Faults
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.services import import_roster
from tests.conftest import NOW
from tests.identity.files import read
from tests.learning.test_races import THREADS, at_once


def importing(organisation_id: int, content: str) -> Callable[[Session], Any]:
    """Return an import whose outcome is how many were added, or the first fault."""
    roster = read(content)

    def run(session: Session) -> Any:
        try:
            report = import_roster(session, organisation_id=organisation_id, roster=roster, now=NOW)
        except Faults as refused:
            session.rollback()
            return str(refused.faults[0])
        return report.added

    return run


def city(session: Session, code: str) -> int:
    """Return the private key of an organisation."""
    return session.scalars(select(Organisation.id).where(Organisation.code == code)).one()


def test_one_roster_sent_many_times_at_once_adds_everybody_once(
    app: Flask, session: Session, cast: Any
) -> None:
    content = "staff number,name\n" + "".join(f"{n},Name {n}\n" for n in range(2000, 2030))
    baekdam = city(session, "baekdam")
    session.rollback()
    added = at_once(app, [importing(baekdam, content)] * THREADS)
    assert sorted(added) == [0] * (THREADS - 1) + [30]
    assert session.scalar(select(func.count(Person.id))) == 36
    assert session.scalar(select(func.count(EmploymentSpell.id))) == 36


def test_two_cities_that_give_one_user_name_at_once_make_one_person(
    app: Flask, session: Session, cast: Any
) -> None:
    content = "staff number,name,user name\n77,Ana Mamani,ana\n"
    cities = [city(session, code) for code in ("baekdam", "almar")]
    session.rollback()
    found = at_once(app, [importing(each, content) for each in cities] * 3)
    assert found.count(1) == 1
    told = [each for each in found if isinstance(each, str)]
    assert len(told) == 3
    assert all("hr.csv:2: the user name “ana”" in each for each in told)
    assert session.scalar(select(func.count()).where(Person.user_name == "ana")) == 1
