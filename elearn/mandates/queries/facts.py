"""The facts of employment that the rules decide on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import EarlierEnd, EmploymentSpell, Organisation, Person
from elearn.mandates.rules import Day, Spell, body_kinds, civil_day


@dataclass(frozen=True, slots=True)
class Employed:
    """A person with every spell they ever had, and where they work on the day in question."""

    person_id: int
    public_id: str
    name: str
    staff_number: str
    unit_id: int
    unit_path: str
    unit_names: Mapping[str, str]
    unit_language: str
    employer_names: Mapping[str, str]
    time_zone: str
    today: date
    spells: tuple[Spell, ...]


People = Select[int]
"""A selection of person ids, used as a subquery so that any number of people costs the same."""


def one(person_id: int) -> People:
    """Select one person."""
    return select(Person.id).where(Person.id == person_id)


def working_below(path: str, today: Day, *, known_at: datetime | None = None) -> People:
    """Select who may work at or below `path` on the day, a day more or less for the zones.

    With `known_at`, also those whose employment ended on paper only later.
    """
    day = today.astimezone(UTC).date() if isinstance(today, datetime) else today
    slack = timedelta(days=1 if isinstance(today, datetime) else 0)
    found = (
        select(EmploymentSpell.person_id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            Organisation.path.startswith(path, autoescape=True),
            EmploymentSpell.starts_on <= day + slack,
        )
    )
    if known_at is not None:
        return found
    return found.where(
        or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= day - slack)
    )


def employed(
    session: Session,
    people: People,
    today: Day,
    path: str = "/",
    *,
    known_at: datetime | None = None,
) -> Iterator[Employed]:
    """Yield those of `people` who work at or below `path` today, as known at an instant.

    Without `known_at`, as known now. Two statements, and one more for the past. Of several places
    somebody works in on the day, the one begun last is theirs.
    """
    kinds = {
        place.path: place.body_kind
        for place in session.execute(
            select(Organisation.path, Organisation.body_kind).where(
                Organisation.body_kind.is_not(None)
            )
        )
    }
    ends = _earlier_ends(session, people, known_at) if known_at is not None else {}
    employer = aliased(Organisation)
    statement = (
        select(
            EmploymentSpell.person_id,
            EmploymentSpell.id,
            EmploymentSpell.starts_on,
            EmploymentSpell.ends_on,
            EmploymentSpell.employment_type,
            EmploymentSpell.role_family,
            EmploymentSpell.supervises_others,
            EmploymentSpell.public_contact,
            EmploymentSpell.unit_id,
            Organisation.path,
            Organisation.names,
            Organisation.default_language,
            Organisation.time_zone,
            Person.public_id,
            Person.name,
            Person.staff_number,
            employer.names.label("employer_names"),
        )
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .join(Person, Person.id == EmploymentSpell.person_id)
        .join(employer, employer.id == Person.organisation_id)
        .where(EmploymentSpell.person_id.in_(people))
        .order_by(EmploymentSpell.person_id, EmploymentSpell.starts_on, EmploymentSpell.id)
    )
    if known_at is not None:
        statement = statement.where(EmploymentSpell.recorded_at <= known_at)
    by_place: dict[str, frozenset[str]] = {}
    for person_id, group in groupby(session.execute(statement), key=itemgetter(0)):
        spells = [(row, ends.get(row.id, row.ends_on)) for row in group]
        here = None
        for row, ends_on in spells:
            day = civil_day(today, row.time_zone)
            if row.starts_on <= day and (ends_on is None or day <= ends_on):
                here = row
        if here is None or not here.path.startswith(path):
            continue
        for row, _ in spells:
            if row.path not in by_place:
                by_place[row.path] = body_kinds(row.path, kinds)
        yield Employed(
            person_id=person_id,
            public_id=here.public_id,
            name=here.name,
            staff_number=here.staff_number,
            unit_id=here.unit_id,
            unit_path=here.path,
            unit_names=here.names,
            unit_language=here.default_language,
            employer_names=here.employer_names,
            time_zone=here.time_zone,
            today=civil_day(today, here.time_zone),
            spells=tuple(
                Spell(
                    starts_on=row.starts_on,
                    ends_on=ends_on,
                    path=row.path,
                    body_kinds=by_place[row.path],
                    employment_type=row.employment_type,
                    role_family=row.role_family,
                    supervises_others=row.supervises_others,
                    public_contact=row.public_contact,
                )
                for row, ends_on in spells
            ),
        )


def _earlier_ends(session: Session, people: People, known_at: datetime) -> dict[int, date | None]:
    """Return the ends that spells had on record at an instant, where others have replaced them."""
    statement = (
        select(EarlierEnd.spell_id, EarlierEnd.ends_on)
        .join(EmploymentSpell, EmploymentSpell.id == EarlierEnd.spell_id)
        .where(EmploymentSpell.person_id.in_(people), EarlierEnd.replaced_at > known_at)
        .order_by(EarlierEnd.replaced_at.desc(), EarlierEnd.id.desc())
    )
    return {each.spell_id: each.ends_on for each in session.execute(statement)}
