"""Roles granted and taken back; each leaves its entry in the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, NotFound
from elearn.identity.models import Organisation, Person, RoleGrant
from elearn.permissions import Role


class RoleNotHeld(NotFound):
    """The person does not hold this role on this organisation."""

    code = "role-not-held"


def grant_role(  # noqa: PLR0913  # who, what, where, when and by whom, all named at the call
    session: Session,
    *,
    person_id: int,
    organisation_id: int,
    role: Role | str,
    now: datetime,
    actor_id: int | None = None,
) -> RoleGrant:
    """Grant a role on an organisation and all below it; a second grant changes nothing."""
    held = _grant(session, person_id, organisation_id, Role(role))
    if held is None:
        held = RoleGrant(
            person_id=person_id, organisation_id=organisation_id, role=Role(role).value
        )
        session.add(held)
        _tell(session, held, "role.granted", now, actor_id)
        session.flush()
    return held


def revoke_role(  # noqa: PLR0913  # who, what, where, when and by whom, all named at the call
    session: Session,
    *,
    person_id: int,
    organisation_id: int,
    role: Role | str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Take a role back, or raise RoleNotHeld."""
    held = _grant(session, person_id, organisation_id, Role(role))
    if held is None:
        raise RoleNotHeld(N_("The role %(role)s is not held on this organisation."), role=str(role))
    _tell(session, held, "role.revoked", now, actor_id)
    session.delete(held)
    session.flush()


def _grant(session: Session, person_id: int, organisation_id: int, role: Role) -> RoleGrant | None:
    return session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.organisation_id == organisation_id,
            RoleGrant.role == role.value,
        )
    ).one_or_none()


def _tell(
    session: Session, held: RoleGrant, action: str, now: datetime, actor_id: int | None
) -> None:
    person = session.get_one(Person, held.person_id)
    organisation = session.get_one(Organisation, held.organisation_id)
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"person:{person.public_id}",
        now=now,
        details={"role": held.role, "organisation": organisation.code},
    )
