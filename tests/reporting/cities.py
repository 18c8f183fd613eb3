"""A city as reports need it: more people in a unit, and a charter that says who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.services import add_person, employ
from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter
from tests.conftest import NOW
from tests.mandates.stories import CHARTERS

Load = Callable[..., None]
REPORTED = "reporting: {audience: council, level: aggregate, min_cell: 10, frequency: yearly}"
TOLD = "escalate: {manager: 14, office: 30}"


def load_baekdam(session: Session, reporting: str, told: str = "escalate: {office: 30}") -> None:
    """Load the charter of Baekdam with another rule for the reports about its first duty."""
    text = (CHARTERS / "baekdam.yaml").read_text("utf-8")
    assert text.count(REPORTED) == text.count(TOLD) == 1
    text = text.replace(REPORTED, f"reporting: {reporting}").replace(TOLD, told)
    load_charter(session, found=read_charter("baekdam.yaml", text.encode()), now=NOW)
    session.commit()


def staff(session: Session, code: str, size: int) -> list[Any]:
    """Let so many people work at a unit, permanently, since spring."""
    unit = session.scalars(select(Organisation).where(Organisation.code == code)).one()
    people = [
        add_person(
            session,
            organisation_id=unit.parent_id or 0,
            staff_number=f"{code}-{number}",
            name=f"Person {number} of {code}",
            now=NOW,
        )
        for number in range(size)
    ]
    for person in people:
        employ(
            session,
            person_id=person.id,
            unit_id=unit.id,
            starts_on=date(2026, 3, 1),
            employment_type="permanent",
            now=NOW,
        )
    session.commit()
    return people
