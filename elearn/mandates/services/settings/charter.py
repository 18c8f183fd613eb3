"""The charter that something is recorded under, and the entry that says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_
from elearn.identity.models import Organisation
from elearn.mandates.models import Charter, CharterVersion
from elearn.mandates.queries import CharterNotFound


def charter_locked(
    session: Session, code: str, owner: Organisation | None = None
) -> tuple[Charter, CharterVersion]:
    """Return a charter with its newest version, locked so that a double click is a repeat.

    Raises CharterNotFound, also for one of somebody else where an owner is given.
    """
    statement = (
        select(Charter, CharterVersion)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version.desc())
        .with_for_update(key_share=True, of=Charter)
    )
    if owner is not None:
        statement = statement.where(Charter.organisation_id == owner.id)
    row = session.execute(statement).first()
    if row is None:
        raise CharterNotFound(N_("There is no charter %(code)s."), code=code)
    return row[0], row[1]


def record_act(  # noqa: PLR0913, PLR0917  # the facts of an entry
    session: Session,
    action: str,
    code: str,
    organisation: Organisation,
    now: datetime,
    actor_id: int | None,
    **facts: Any,
) -> None:
    """Enter in the audit trail what an organisation did under a charter."""
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"charter:{code}",
        now=now,
        details={"organisation": organisation.code, **facts},
    )
