"""The organisations a reader may report on. The scope is one filter here, for every face alike."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code, organisations_within
from elearn.identity.rules import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation a report is about, as plain values that outlive a transaction."""

    code: str
    path: str
    time_zone: str
    names: dict[str, str]
    default_language: str
    kind: str


def place(session: Session, code: str, scope: Scope) -> Place:
    """Return the organisation inside the scope, or raise OrganisationNotFound."""
    return as_place(organisation_by_code(session, code, scope))


def places(session: Session, scope: Scope) -> list[Place]:
    """Return every organisation of the scope, parents before children."""
    return [as_place(each) for each in organisations_within(session, scope)]


def as_place(found: Organisation) -> Place:
    """Return the plain values of an organisation."""
    return Place(
        code=found.code,
        path=found.path,
        time_zone=found.time_zone,
        names=found.names,
        default_language=found.default_language,
        kind=found.kind,
    )
