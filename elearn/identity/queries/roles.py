"""Where somebody may do what, asked without their being signed in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation, RoleGrant
from elearn.identity.rules import RoleHeld, Scope, scope_of
from elearn.permissions import Permission, Role


def scope_held(session: Session, person_id: int, permission: Permission) -> Scope:
    """Return the organisations in which a person may do something. One statement."""
    rows = session.execute(
        select(RoleGrant.role, Organisation.id, Organisation.path)
        .join(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.person_id == person_id)
    )
    return scope_of((RoleHeld(Role(role), place, path) for role, place, path in rows), permission)
