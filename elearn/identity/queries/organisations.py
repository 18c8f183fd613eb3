"""Reads of the tree of organisations, and the filter of scope that every feature uses."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import Organisation
from elearn.identity.rules import OrganisationKind, Scope, ancestors


class OrganisationNotFound(NotFound):
    """No organisation has this code within the reader's scope."""

    code = "organisation-not-found"


def below(path: str) -> ColumnElement[bool]:
    """Return the condition that an organisation is the one at `path` or stands below it."""
    return Organisation.path.startswith(path, autoescape=True)


def within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that an organisation lies within the scope (an empty one: never)."""
    return or_(false(), *(below(path) for path in scope.paths))


def organisation_by_code(session: Session, code: str, scope: Scope | None = None) -> Organisation:
    """Return the organisation with this code, inside the scope where one is given.

    Raises OrganisationNotFound, also for one that exists outside the scope.
    """
    statement = select(Organisation).where(Organisation.code == code.replace("\0", "?"))
    if scope is not None:
        statement = statement.where(within(scope))
    organisation = session.scalars(statement).one_or_none() if code.isascii() else None
    if organisation is None:
        raise OrganisationNotFound(N_("There is no organisation %(code)s here."), code=code)
    return organisation


def municipality_of(session: Session, organisation: Organisation) -> Organisation:
    """Return the nearest municipality or body at or above the organisation.

    A unit of a city-owned corporation belongs to the corporation. Where nothing above is either,
    the root of the tree is returned.
    """
    found = session.scalars(
        select(Organisation)
        .where(Organisation.path.in_(ancestors(organisation.path)))
        .order_by(Organisation.path)
    ).all()
    kinds = {OrganisationKind.MUNICIPALITY, OrganisationKind.BODY}
    return next((each for each in reversed(found) if each.kind in kinds), found[0])


def organisations_within(session: Session, scope: Scope) -> Sequence[Organisation]:
    """Return the organisations of a scope, parents before children."""
    return session.scalars(
        select(Organisation).where(within(scope)).order_by(Organisation.path)
    ).all()


def units_below(session: Session, organisation: Organisation) -> Sequence[Organisation]:
    """Return the organisation and all below it, parents before children."""
    return organisations_within(session, Scope((organisation.path,)))
