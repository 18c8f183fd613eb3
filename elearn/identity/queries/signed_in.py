"""Who makes this request, with everything a page asks of them, in one statement."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import (
    AccessToken,
    EmploymentSpell,
    Organisation,
    Person,
    RoleGrant,
)

Employer = aliased(Organisation, name="employer")
Granted = aliased(Organisation, name="granted")
Unit = aliased(Organisation, name="unit")


class SignedInRow(NamedTuple):
    """One row a role and spell; the person's own facts stand in every one."""

    person_id: int
    public_id: str
    name: str
    language: str | None
    time_zone: str | None
    session_epoch: int
    organisation_id: int
    organisation_code: str
    organisation_names: dict[str, str]
    organisation_language: str
    organisation_zone: str
    role: str | None
    role_organisation_id: int | None
    role_path: str | None
    unit_path: str | None
    starts_on: date | None
    ends_on: date | None


PERSON: Any = (
    select(
        Person.id,
        Person.public_id,
        Person.name,
        Person.language,
        Person.time_zone,
        Person.session_epoch,
        Employer.id,
        Employer.code,
        Employer.names,
        Employer.default_language,
        Employer.time_zone,
        RoleGrant.role,
        Granted.id,
        Granted.path,
        Unit.path,
        EmploymentSpell.starts_on,
        EmploymentSpell.ends_on,
    )
    .join(Employer, Employer.id == Person.organisation_id)
    .outerjoin(RoleGrant, RoleGrant.person_id == Person.id)
    .outerjoin(Granted, Granted.id == RoleGrant.organisation_id)
    .outerjoin(EmploymentSpell, EmploymentSpell.person_id == Person.id)
    .outerjoin(Unit, Unit.id == EmploymentSpell.unit_id)
)
"""Built once: building a statement costs more than running it."""

BY_SESSION = PERSON.where(
    Person.public_id == bindparam("public_id"), Person.session_epoch == bindparam("epoch")
)
BY_TOKEN = PERSON.join(
    AccessToken,
    and_(
        AccessToken.person_id == Person.id,
        AccessToken.digest == bindparam("digest"),
        AccessToken.revoked_at.is_(None),
        AccessToken.expires_at > bindparam("now"),
    ),
)


def rows_by_session(session: Session, public_id: str, epoch: int) -> list[SignedInRow]:
    """Return the rows of a person whose sessions are still in this epoch, or none.

    Asked of the connection: plain columns need none of what the session adds, at half the cost.
    """
    found = session.connection().execute(BY_SESSION, {"public_id": public_id, "epoch": epoch})
    return [SignedInRow._make(row) for row in found]


def rows_by_token(session: Session, digest: str, now: datetime) -> list[SignedInRow]:
    """Return the rows of the person a live token belongs to, or none."""
    found = session.connection().execute(BY_TOKEN, {"digest": digest, "now": now})
    return [SignedInRow._make(row) for row in found]
