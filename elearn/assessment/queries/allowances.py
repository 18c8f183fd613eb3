"""Who has longer time, within the scope of those who may set it."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from elearn.assessment.models import TimeAllowance
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries.organisations import below


class Allowed(NamedTuple):
    """A person with longer time."""

    public_id: str
    staff_number: str
    name: str
    factor: str
    reason: str
    set_at: datetime


def allowances_below(session: Session, path: str, on: date) -> list[Allowed]:
    """Return who works at or below a path on a day and has longer time, by name."""
    newest = select(func.max(TimeAllowance.id)).group_by(TimeAllowance.person_id)
    rows = session.execute(
        select(
            Person.public_id,
            Person.staff_number,
            Person.name,
            TimeAllowance.factor,
            TimeAllowance.reason,
            TimeAllowance.set_at,
        )
        .join(TimeAllowance, TimeAllowance.person_id == Person.id)
        .where(
            TimeAllowance.id.in_(newest),
            TimeAllowance.factor != "1",
            Person.id.in_(
                select(EmploymentSpell.person_id)
                .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
                .where(
                    below(path),
                    EmploymentSpell.starts_on <= on,
                    or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
                )
            ),
        )
        .order_by(Person.name, Person.id)
    )
    return [Allowed._make(row) for row in rows]
