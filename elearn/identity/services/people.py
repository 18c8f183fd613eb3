"""People and their employment, one at a time; whole rosters come through `services.roster`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.identity.models import EmploymentSpell, Person
from elearn.identity.rules import EmploymentType, RoleFamily
from elearn.identity.rules.names import composed, identifier, login_key


def add_person(  # noqa: PLR0913  # the facts HR gives about a person, all named at the call
    session: Session,
    *,
    organisation_id: int,
    staff_number: str,
    name: str,
    now: datetime,
    user_name: str | None = None,
    name_latin: str | None = None,
    email: str | None = None,
    language: str | None = None,
) -> Person:
    """Add a person to the employer that issued the staff number; without employment or password."""
    person = Person(
        organisation_id=organisation_id,
        staff_number=identifier(staff_number),
        user_name=login_key(user_name) if user_name else None,
        name=composed(name),
        name_latin=name_latin,
        email=email,
        language=language,
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def employ(  # noqa: PLR0913  # the facts of a spell, all named at the call
    session: Session,
    *,
    person_id: int,
    unit_id: int,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
    job_title: str = "",
    role_family: RoleFamily | str | None = None,
    employment_type: EmploymentType | str | None = None,
    supervises_others: bool = False,
    public_contact: bool = False,
) -> EmploymentSpell:
    """Add a spell of employment; the words are checked, the database refuses an end before a start.

    Raises ValueError for an unknown role family or employment type.
    """
    spell = EmploymentSpell(
        person_id=person_id,
        unit_id=unit_id,
        job_title=job_title,
        role_family=RoleFamily(role_family).value if role_family else None,
        employment_type=EmploymentType(employment_type).value if employment_type else None,
        supervises_others=supervises_others,
        public_contact=public_contact,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=now,
    )
    session.add(spell)
    session.flush()
    return spell


def set_preferences(
    session: Session, *, person_id: int, language: str | None, time_zone: str | None
) -> Person:
    """Keep the language and the time zone a person chose; None means the employer's."""
    person = session.get_one(Person, person_id)
    person.language = language
    person.time_zone = time_zone
    return person
