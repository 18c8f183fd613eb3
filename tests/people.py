"""The known cast of the tests, put into the database by the services."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation, Person
from elearn.identity.services import (
    add_organisation,
    add_person,
    employ,
    grant_role,
)
from elearn.permissions import Role


def cast(session: Session, parts: type, *, password: str, now: datetime) -> Any:
    """Add the places and people of every story and return the people by their parts."""
    valle = add_organisation(
        session,
        code="valle",
        kind="federation",
        names={"en": "Valle Federation", "es": "Federación del Valle"},
    )
    baekdam = add_organisation(
        session,
        code="baekdam",
        kind="municipality",
        names={"en": "City of Baekdam", "ko": "백담시", "ar": "مدينة بيكدام"},
        parent=valle,
        time_zone="Asia/Seoul",
        body_kind="administration",
    )
    almar = add_organisation(
        session,
        code="almar",
        kind="municipality",
        names={"en": "City of Almar", "ar": "مدينة ألمار"},
        time_zone="Africa/Cairo",
        body_kind="administration",
    )
    session.flush()
    front = unit(session, baekdam, "front-desk", "Front desk")
    planning = unit(session, baekdam, "planning", "Planning")
    harbour = unit(session, almar, "harbour", "Harbour")
    session.flush()

    def person(part: str, employer: Organisation, place: Organisation, number: str) -> Person:
        made = add_person(
            session,
            organisation_id=employer.id,
            staff_number=number,
            name=NAMES[part],
            user_name=part,
            now=now,
        )
        session.flush()
        employ(
            session,
            person_id=made.id,
            unit_id=place.id,
            starts_on=date(2026, 2, 2),
            now=now,
            job_title="Clerk",
            role_family="front_desk",
            employment_type="permanent",
            public_contact=True,
        )
        made.password_hash = hashed(password)
        return made

    people = {
        "learner": person("learner", baekdam, front, "1001"),
        "manager": person("manager", baekdam, planning, "1002"),
        "author": person("author", baekdam, planning, "1003"),
        "administrator": person("administrator", baekdam, planning, "1004"),
        "auditor": person("auditor", baekdam, planning, "1005"),
        "stranger": person("stranger", almar, harbour, "1001"),
    }
    roles = {
        "manager": (baekdam, Role.ADMINISTRATOR),
        "author": (baekdam, Role.AUTHOR),
        "administrator": (valle, Role.ADMINISTRATOR),
        "auditor": (baekdam, Role.AUDITOR),
    }
    for part, (organisation, role) in roles.items():
        grant_role(
            session,
            person_id=people[part].id,
            organisation_id=organisation.id,
            role=role,
            now=now,
        )
    session.commit()
    return parts(**people)


@cache
def hashed(password: str) -> str:
    """Return the hash of a password, made once: it is slow on purpose."""
    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1).hash(password)


def unit(session: Session, parent: Organisation, code: str, name: str) -> Organisation:
    """Add a unit below an organisation."""
    return add_organisation(
        session,
        code=f"{parent.code}-{code}",
        kind="unit",
        names={"en": name},
        parent=parent,
        time_zone=parent.time_zone,
    )


NAMES = {
    "learner": "한서연",
    "manager": "María José Núñez",
    "author": "Leila Mansour",
    "administrator": "Ольга Петрова",
    "auditor": "王小明",
    "stranger": "سلمى حداد",
}
