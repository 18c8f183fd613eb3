"""The charter desk as it is read: the charters of a place, and what is proposed for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.errors import N_, NotFound
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries import within
from elearn.identity.rules import Scope
from elearn.mandates.models import Charter, CharterProposal, CharterVersion
from elearn.mandates.rules import OPEN


class ProposalNotFound(NotFound):
    """There is no such proposal at this place."""

    code = "proposal-not-found"


class ProposalRow(NamedTuple):
    """A proposal in a list, with the names of those whose hands it went through."""

    public_id: str
    charter: str
    state: str
    revision: int
    version: int | None
    proposed_by: str
    edited_by: str
    decided_by: str | None
    created_at: datetime
    updated_at: datetime


class Named(NamedTuple):
    """Somebody by name."""

    public_id: str
    staff_number: str
    name: str


def charters_at(session: Session, place: Organisation) -> dict[str, list[CharterVersion]]:
    """Return the charters that a place has given itself: their versions by code, newest first.

    One statement.
    """
    rows = session.execute(
        select(Charter.code, CharterVersion)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(Charter.organisation_id == place.id)
        .order_by(Charter.code, CharterVersion.version.desc())
    )
    found: dict[str, list[CharterVersion]] = {}
    for code, version in rows:
        found.setdefault(code, []).append(version)
    return found


def proposals_at(session: Session, place: Organisation) -> list[ProposalRow]:
    """Return the proposals of a place: the open ones first, then the others, the last ones first.

    One statement.
    """
    rows = session.execute(
        _rows(place).order_by(
            (CharterProposal.state == OPEN).desc(),
            CharterProposal.updated_at.desc(),
            CharterProposal.id.desc(),
        )
    )
    return [ProposalRow._make(row) for row in rows]


def proposal_named(
    session: Session, place: Organisation, public_id: str
) -> tuple[CharterProposal, ProposalRow]:
    """Return one proposal of a place and how it stands in a list, or raise ProposalNotFound.

    One statement.
    """
    statement = _rows(place).add_columns(CharterProposal)
    found = session.execute(statement.where(CharterProposal.public_id == public_id)).one_or_none()
    if found is None:
        raise _nowhere()
    *row, proposal = found
    return proposal, ProposalRow._make(row)


def proposal_at(
    session: Session, place: Organisation, public_id: str, *, lock: bool = False
) -> CharterProposal:
    """Return one proposal of a place, locked until the transaction ends where it is to be changed.

    Raises ProposalNotFound.
    """
    statement = select(CharterProposal).where(
        CharterProposal.organisation_id == place.id, CharterProposal.public_id == public_id
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise _nowhere()
    return found


def named_within(
    session: Session, scope: Scope, wanted: Collection[str], *, on: date
) -> dict[str, Named]:
    """Return those of some people who work within the scope on a day, by public id and by name.

    One statement for any number of them: they are many, and few of them are outside the scope.
    """
    if not wanted:
        return {}
    rows = session.execute(
        select(Person.public_id, Person.staff_number, Person.name)
        .where(
            Person.id.in_(
                select(EmploymentSpell.person_id)
                .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
                .where(
                    within(scope),
                    EmploymentSpell.starts_on <= on,
                    or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
                )
            )
        )
        .order_by(Person.name, Person.id)
    )
    return {row.public_id: Named._make(row) for row in rows if row.public_id in wanted}


def _rows(place: Organisation) -> Select[*tuple[Any, ...]]:
    proposer, editor, decider = aliased(Person), aliased(Person), aliased(Person)
    return (
        select(
            CharterProposal.public_id,
            CharterProposal.charter,
            CharterProposal.state,
            CharterProposal.revision,
            CharterProposal.version,
            proposer.name,
            editor.name,
            decider.name,
            CharterProposal.created_at,
            CharterProposal.updated_at,
        )
        .join(proposer, proposer.id == CharterProposal.proposed_by)
        .join(editor, editor.id == CharterProposal.edited_by)
        .outerjoin(decider, decider.id == CharterProposal.decided_by)
        .where(CharterProposal.organisation_id == place.id)
    )


def _nowhere() -> ProposalNotFound:
    return ProposalNotFound(
        N_("There is no such proposal here. Look for it in the list of charters.")
    )
