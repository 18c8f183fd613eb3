"""In what capacity somebody reads about a place, and what its charters let them be told."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import OrganisationKind, Scope, ancestors
from elearn.mandates.queries.requirements import binding, bound_at
from elearn.mandates.rules import Detail, Reader


def reader_at(session: Session, path: str, *, keeps: Scope, names: Scope) -> Reader:
    """Return in what capacity somebody reads about the organisation at `path`.

    `keeps` is where they keep the record, `names` where they may read named rows at all. Whoever
    holds the latter on a unit leads that unit; on any other organisation, the body. One statement,
    none for who keeps the record or sees no names.
    """
    if keeps.covers(path):
        return Reader.KEEPER
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
