"""In what capacity somebody reads about a place, and what its charters let them be told."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import OrganisationKind, RoleHeld, ancestors, scope_of
from elearn.mandates.queries.requirements import binding, bound_at
from elearn.mandates.rules import Detail, Reader
from elearn.permissions import Permission


def reader_at(session: Session, path: str, roles: Collection[RoleHeld]) -> Reader:
    """Return in what capacity a holder of these roles reads about the organisation at `path`.

    Whoever may excuse people there keeps the record. Whoever may read named rows at all leads a
    unit, where that is granted on a unit, else a body. One statement, none for who keeps the record
    or sees no names.
    """
    if scope_of(roles, Permission.EXEMPTION_GRANT).covers(path):
        return Reader.KEEPER
    names = scope_of(roles, Permission.REPORT_NAMES)
    if not names.covers(path):
        return Reader.COUNCIL
    kinds = session.scalars(
        select(Organisation.kind).where(
            Organisation.path.in_([each for each in ancestors(path) if each in names.paths])
        )
    ).all()
    units = all(kind == OrganisationKind.UNIT for kind in kinds)
    return Reader.SUPERVISOR if units else Reader.HEAD_OF_BODY


def names_withheld(session: Session, path: str, reader: Reader) -> bool:
    """Say whether a requirement that can bind somebody at or below `path` is not told by name."""
    bound = binding(session, bound_at(path))
    return any(each.disclosure.to(reader) < Detail.NAMES for each in bound.cited.values())
