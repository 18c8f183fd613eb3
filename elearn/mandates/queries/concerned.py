"""Which facts the projection has not read yet, and whom they concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, CompoundSelect, Select, String, cast, literal, null, or_, select
from sqlalchemy import union_all as all_of
from sqlalchemy.orm import Session

from elearn.identity.models import EarlierEnd, EmploymentSpell, Organisation
from elearn.learning.models import Completion, Credit, Enrolment
from elearn.mandates.models import (
    Accreditation,
    Adhesion,
    CalendarRecord,
    Charter,
    CharterVersion,
    ExemptionGrant,
    ProjectedPerson,
    ReadFact,
    Recognition,
)

EASTERNMOST = timedelta(hours=14)
WESTERNMOST = timedelta(hours=12)
"""How far the civil day of a place may be ahead of UTC's, and behind it."""


class Fact(NamedTuple):
    """Something on record: about one person, or about everybody at and below a path."""

    source: str
    key: int
    at: datetime
    person_id: int | None
    path: str | None


def new_facts(session: Session, *, since: datetime) -> Sequence[Fact]:
    """Return what was recorded at or after an instant and is not among the facts read.

    One statement.
    """
    found = all_of(*_personal(since), *_general(since)).subquery()
    statement = (
        select(found)
        .outerjoin(
            ReadFact, (ReadFact.source == found.c.source) & (ReadFact.fact_id == found.c.key)
        )
        .where(ReadFact.source.is_(None))
    )
    return [Fact(*row) for row in session.execute(statement)]


def people_concerned(
    session: Session, facts: Iterable[Fact], *, before: datetime, now: datetime
) -> list[int]:
    """Return the ids of those whose duties may have changed since `before`, in their order.

    They are those with a new fact, those at a place with one, those for whom a day has come on
    which something changes, and those whose employment has begun. One statement, and one more
    where places are concerned.
    """
    people, paths = set(session.scalars(_by_the_day(before, now))), set()
    for fact in facts:
        if fact.person_id is not None:
            people.add(fact.person_id)
        if fact.path is not None:
            paths.add(fact.path)
    if paths:
        people.update(
            session.scalars(
                select(EmploymentSpell.person_id)
                .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
                .where(
                    or_(
                        *(
                            Organisation.path.startswith(path, autoescape=True)
                            for path in sorted(paths)
                        )
                    )
                )
            )
        )
    return sorted(people)


def _by_the_day(before: datetime, now: datetime) -> CompoundSelect[int]:
    """Select those for whom a day has come, and those who began to work without being projected."""
    changed = select(ProjectedPerson.person_id).where(ProjectedPerson.changes_at <= now)
    begun = (
        select(EmploymentSpell.person_id)
        .outerjoin(ProjectedPerson, ProjectedPerson.person_id == EmploymentSpell.person_id)
        .where(
            EmploymentSpell.starts_on.between(
                (before - WESTERNMOST).date(), (now + EASTERNMOST).date()
            ),
            ProjectedPerson.person_id.is_(None),
        )
    )
    return all_of(changed, begun)


def _personal(since: datetime) -> list[Select[Any]]:
    """Select what is on record about one person."""
    found = [
        _fact("spell", EmploymentSpell, EmploymentSpell.recorded_at, EmploymentSpell.person_id),
        _fact("spell_end", EarlierEnd, EarlierEnd.replaced_at, EmploymentSpell.person_id).join(
            EmploymentSpell, EmploymentSpell.id == EarlierEnd.spell_id
        ),
        _fact("completion", Completion, Completion.completed_at, Enrolment.person_id).join(
            Enrolment, Enrolment.id == Completion.enrolment_id
        ),
        _fact("credit", Credit, Credit.recorded_at, Credit.person_id),
        _fact("credit_end", Credit, Credit.withdrawn_at, Credit.person_id),
    ]
    for name, decision in (("recognition", Recognition), ("exemption", ExemptionGrant)):
        found += [
            _fact(name, decision, decision.recorded_at, decision.person_id),
            _fact(f"{name}_end", decision, decision.revoked_at, decision.person_id),
        ]
    return [each.where(each.selected_columns.at >= since) for each in found]


def _general(since: datetime) -> list[Select[Any]]:
    """Select what is on record about everybody at and below a place."""
    path = Organisation.path
    under_charter = [
        _fact("charter_version", CharterVersion, CharterVersion.loaded_at, path=path).join(
            Charter, Charter.id == CharterVersion.charter_id
        ),
        _fact("accreditation", Accreditation, Accreditation.recorded_at, path=path).join(
            Charter, Charter.id == Accreditation.charter_id
        ),
    ]
    of_a_place = [
        _fact("calendar", CalendarRecord, CalendarRecord.recorded_at, path=path).join(
            Organisation, Organisation.id == CalendarRecord.organisation_id
        ),
        _fact("adhesion", Adhesion, Adhesion.recorded_at, path=path).join(
            Organisation, Organisation.id == Adhesion.organisation_id
        ),
        _fact("adhesion_end", Adhesion, Adhesion.withdrawal_recorded_at, path=path).join(
            Organisation, Organisation.id == Adhesion.organisation_id
        ),
    ]
    found = [
        *(
            each.join(Organisation, Organisation.id == Charter.organisation_id)
            for each in under_charter
        ),
        *of_a_place,
    ]
    return [each.where(each.selected_columns.at >= since) for each in found]


def _fact(
    source: str, record: Any, at: Any, person_id: Any = None, path: Any = None
) -> Select[Any]:
    return select(
        literal(source).label("source"),
        record.id.label("key"),
        at.label("at"),
        (cast(null(), BigInteger) if person_id is None else person_id).label("person_id"),
        (cast(null(), String) if path is None else path).label("path"),
    ).select_from(record)
