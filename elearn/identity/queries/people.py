"""Reads of people and of their dated employment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries.organisations import below, within
from elearn.identity.rules import Scope
from elearn.identity.rules.names import has_control_characters, identifier, login_key


class PersonNotFound(NotFound):
    """No such person within the reader's scope."""

    code = "person-not-found"


class SpellRow(NamedTuple):
    """One spell of one person, with where it is served."""

    person_id: int
    public_id: str
    name: str
    staff_number: str
    organisation_id: int
    unit_id: int
    unit_code: str
    unit_path: str
    unit_kind: str
    body_kind: str | None
    job_title: str
    role_family: str | None
    employment_type: str | None
    supervises_others: bool
    public_contact: bool
    starts_on: date
    ends_on: date | None


SPELLS = (
    select(
        Person.id,
        Person.public_id,
        Person.name,
        Person.staff_number,
        Person.organisation_id,
        EmploymentSpell.unit_id,
        Organisation.code,
        Organisation.path,
        Organisation.kind,
        Organisation.body_kind,
        EmploymentSpell.job_title,
        EmploymentSpell.role_family,
        EmploymentSpell.employment_type,
        EmploymentSpell.supervises_others,
        EmploymentSpell.public_contact,
        EmploymentSpell.starts_on,
        EmploymentSpell.ends_on,
    )
    .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
    .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
)
"""Person, spell and unit, in the order of SpellRow."""


def spells_within(session: Session, path_prefix: str, on: date) -> list[SpellRow]:
    """Return the spells that run on a day at or below a path, by person and then by start."""
    statement = SPELLS.where(
        below(path_prefix),
        EmploymentSpell.starts_on <= on,
        or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
    ).order_by(Person.id, EmploymentSpell.starts_on)
    return [SpellRow._make(row) for row in session.execute(statement)]


def spells_of(session: Session, person_id: int) -> list[SpellRow]:
    """Return every spell of one person, the first first."""
    statement = SPELLS.where(Person.id == person_id).order_by(EmploymentSpell.starts_on)
    return [SpellRow._make(row) for row in session.execute(statement)]


def person_by_login(session: Session, login: str) -> Person:
    """Return who signs in with `login`: a user name, a staff number or `code/staff number`.

    A staff number alone counts where only one employer has issued it. Raises PersonNotFound.
    """
    code, slash, number = login.strip().rpartition("/")
    found: Sequence[Person]
    if has_control_characters(login):  # nobody's, and PostgreSQL refuses some of them
        found = ()
    elif slash:
        found = session.scalars(
            select(Person)
            .join(Organisation, Organisation.id == Person.organisation_id)
            .where(Organisation.code == code.strip().lower())
            .where(Person.staff_number == identifier(number))
        ).all()
    else:
        found = session.scalars(
            select(Person)
            .where(
                or_(Person.user_name == login_key(login), Person.staff_number == identifier(login))
            )
            .limit(3)
        ).all()
        named = [person for person in found if person.user_name == login_key(login)]
        found = named or found
    if len(found) != 1:
        raise PersonNotFound(N_("Nobody signs in as %(login)s."), login=login)
    return found[0]


def person_within(session: Session, scope: Scope, public_id: str, *, on: date) -> Person:
    """Return a person who works within the scope on a day; PersonNotFound outside it."""
    found = session.scalars(
        select(Person)
        .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            Person.public_id == public_id,
            within(scope),
            EmploymentSpell.starts_on <= on,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
        )
        .limit(1)
    ).first()
    if found is None:
        raise PersonNotFound(N_("There is no such person here. Search the list of people again."))
    return found


class PersonRow(NamedTuple):
    """One person in a list, with the unit and title of the spell that runs now."""

    public_id: str
    staff_number: str
    user_name: str | None
    name: str
    name_latin: str | None
    language: str | None
    unit_code: str | None
    unit_names: dict[str, str] | None
    job_title: str | None
    employment_type: str | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list of people."""

    rows: Sequence[PersonRow]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def people_within(  # noqa: PLR0913  # what to find and which page of it, named at the call
    session: Session,
    path: str,
    *,
    on: date,
    search: str = "",
    page: int = 1,
    size: int = 50,
) -> PeoplePage:
    """Return one page of the people who work at or below `path` on a day.

    `search` is looked for in names, staff numbers and user names.
    """
    running = and_(
        EmploymentSpell.person_id == Person.id,
        EmploymentSpell.starts_on <= on,
        or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
    )
    statement = (
        select(
            Person.public_id,
            Person.staff_number,
            Person.user_name,
            Person.name,
            Person.name_latin,
            Person.language,
            Organisation.code,
            Organisation.names,
            EmploymentSpell.job_title,
            EmploymentSpell.employment_type,
            EmploymentSpell.ends_on,
        )
        .join(EmploymentSpell, running)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(below(path))
    )
    for word in search.replace("\0", " ").split()[:5]:
        statement = statement.where(
            or_(
                Person.name.icontains(word, autoescape=True),
                Person.name_latin.icontains(word, autoescape=True),
                Person.staff_number.icontains(identifier(word), autoescape=True),
                Person.user_name.icontains(login_key(word), autoescape=True),
            )
        )
    total = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    rows = session.execute(
        statement.order_by(Person.name, Person.id).limit(size).offset((page - 1) * size)
    )
    return PeoplePage([PersonRow._make(row) for row in rows], total, page, size)
