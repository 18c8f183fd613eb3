"""The facts about people that the rules decide on: employment and completed courses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.catalogue.models import Course
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.learning.models import Completion, Enrolment
from elearn.mandates.rules import Day, Done, PersonFacts, Spell, body_kinds, civil_day


@dataclass(frozen=True, slots=True)
class Employed:
    """A person with every spell they ever had, and where they work on the day in question."""

    person_id: int
    public_id: str
    name: str
    staff_number: str
    unit_path: str
    unit_names: Mapping[str, str]
    unit_language: str
    employer_names: Mapping[str, str]
    time_zone: str
    today: date
    facts: PersonFacts


People = Select[int]
"""A selection of person ids, used as a subquery so that any number of people costs the same."""


def one(person_id: int) -> People:
    """Select one person."""
    return select(Person.id).where(Person.id == person_id)


def working_below(path: str, today: Day) -> People:
    """Select who may work at or below `path` on the day, a day more or less for the zones."""
    day = today.astimezone(UTC).date() if isinstance(today, datetime) else today
    slack = timedelta(days=1 if isinstance(today, datetime) else 0)
    return (
        select(EmploymentSpell.person_id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            Organisation.path.startswith(path, autoescape=True),
            EmploymentSpell.starts_on <= day + slack,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= day - slack),
        )
    )


def employed(session: Session, people: People, today: Day, path: str = "/") -> Iterator[Employed]:
    """Yield those of `people` who work at or below `path` today. Two statements.

    Of several places somebody works in on the day, the one begun last is theirs.
    """
    kinds = {
        place.path: place.body_kind
        for place in session.execute(
            select(Organisation.path, Organisation.body_kind).where(
                Organisation.body_kind.is_not(None)
            )
        )
    }
    employer = aliased(Organisation)
    rows = session.execute(
        select(
            EmploymentSpell.person_id,
            EmploymentSpell.starts_on,
            EmploymentSpell.ends_on,
            EmploymentSpell.employment_type,
            EmploymentSpell.role_family,
            EmploymentSpell.supervises_others,
            EmploymentSpell.public_contact,
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
    by_place: dict[str, frozenset[str]] = {}
    for person_id, group in groupby(rows, key=itemgetter(0)):
        spells = list(group)
        here = None
        for row in spells:
            day = civil_day(today, row.time_zone)
            if row.starts_on <= day and (row.ends_on is None or day <= row.ends_on):
                here = row
        if here is None or not here.path.startswith(path):
            continue
        for row in spells:
            if row.path not in by_place:
                by_place[row.path] = body_kinds(row.path, kinds)
        yield Employed(
            person_id=person_id,
            public_id=here.public_id,
            name=here.name,
            staff_number=here.staff_number,
            unit_path=here.path,
            unit_names=here.names,
            unit_language=here.default_language,
            employer_names=here.employer_names,
            time_zone=here.time_zone,
            today=civil_day(today, here.time_zone),
            facts=PersonFacts(
                tuple(
                    Spell(
                        starts_on=row.starts_on,
                        ends_on=row.ends_on,
                        path=row.path,
                        body_kinds=by_place[row.path],
                        employment_type=row.employment_type,
                        role_family=row.role_family,
                        supervises_others=row.supervises_others,
                        public_contact=row.public_contact,
                    )
                    for row in spells
                )
            ),
        )


def completed(session: Session, people: People, zones: Mapping[int, str]) -> dict[int, list[Done]]:
    """Return what each of `people` completed, on the civil day of their own place. One statement.

    `zones` gives the time zone by person; who is not in it is left out.
    """
    rows = session.execute(
        select(Enrolment.person_id, Course.slug, Completion.completed_at)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(Enrolment.person_id.in_(people))
    )
    found: dict[int, list[Done]] = {}
    for person_id, slug, at in rows:
        if person_id in zones:
            found.setdefault(person_id, []).append(Done(slug, civil_day(at, zones[person_id])))
    return found
