"""What a proposed text would do: what keeps it out, what it changes, and whom it binds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Fault, Faults
from elearn.identity.models import Organisation
from elearn.identity.rules import Scope
from elearn.mandates.formats import CharterFile, read_charter
from elearn.mandates.models import Charter, CharterProposal, CharterVersion
from elearn.mandates.queries.impact import Impact, impact
from elearn.mandates.queries.proposals import Named, named_within
from elearn.mandates.rules import Difference, differences
from elearn.mandates.services.refusals import charter_faults, versions_of

MOST_NAMED = 50
"""How many names a preview shows of those who join a requirement, and of those who leave it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the checks found in a text, and what follows from it."""

    faults: tuple[Fault, ...]
    """What keeps it from being approved, in the order of the text."""
    not_enforced: tuple[str, ...] = ()
    """What it records without any effect, with the line."""
    newest: int | None = None
    """The newest version of the charter; None while it has none."""
    differences: tuple[Difference, ...] | None = None
    """What it says otherwise than the newest version; None where nothing can be compared."""
    impact: tuple[Impact, ...] = ()
    """Whom each requirement binds today, who joins and who leaves."""
    asked: frozenset[str] = frozenset()
    """The codes of its requirements; one of the impact that is not among them is dropped."""

    @property
    def nobody(self) -> tuple[str, ...]:
        """The requirements of the text whose audience is empty today."""
        return tuple(
            each.code for each in self.impact if each.code in self.asked and not each.bound
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """Those who join or leave a requirement: the first by name, and how many more there are."""

    names: tuple[Named, ...]
    more: int


def read_proposal(proposal: CharterProposal) -> CharterFile:
    """Return the charter that a proposal holds, or raise Faults with everything wrong in it."""
    return read_charter(f"{proposal.charter}.yaml", proposal.text.encode())


def proposal_faults(
    session: Session, place: Organisation, proposal: CharterProposal, found: CharterFile
) -> tuple[Fault, ...]:
    """Return what keeps a readable text out: its own place, and what the usual checks say."""
    own = list(_elsewhere(place, proposal, found))
    lines = {fault.line for fault in own}
    usual = (
        fault
        for fault in charter_faults(session, found, versions_of(session, found.charter.code))
        if fault.line not in lines
    )
    return tuple(sorted([*own, *usual], key=lambda fault: fault.line or 0))


def examine(
    session: Session, *, place: Organisation, proposal: CharterProposal, now: datetime
) -> Examined:
    """Return what the text of a proposal would do; nothing is changed.

    Where it names another organisation or charter, nothing is said about that one: it may lie
    outside the reader's scope.
    """
    try:
        found = read_proposal(proposal)
    except Faults as error:
        return Examined(error.faults)
    faults = proposal_faults(session, place, proposal, found)
    if any(True for _ in _elsewhere(place, proposal, found)):
        return Examined(faults)
    newest = session.execute(
        select(CharterVersion.version, CharterVersion.document)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == proposal.charter, Charter.organisation_id == place.id)
        .order_by(CharterVersion.version.desc())
        .limit(1)
    ).one_or_none()
    text = found.charter
    return Examined(
        faults=faults,
        not_enforced=text.not_enforced,
        newest=newest.version if newest else None,
        differences=differences(newest.document, text.document())
        if newest and newest.document
        else None,
        impact=impact(session, text, now=now),
        asked=frozenset(each.code for each in text.requirements),
    )


def who_moves(  # noqa: PLR0913  # who reads the names of whom
    session: Session,
    *,
    scope: Scope,
    proposal: CharterProposal,
    found: Examined,
    reader_id: int,
    now: datetime,
    on: date,
) -> dict[str, tuple[Moved, Moved]]:
    """Return by name who joins and who leaves each requirement, of those within the scope.

    The reading is entered in the audit trail whenever somebody is named.
    """
    wanted = {one for each in found.impact for one in each.joins | each.leaves}
    named = named_within(session, scope, wanted, on=on)
    if named:
        audit.record(
            session,
            actor_id=reader_id,
            action="charter.impact_read",
            subject=f"charter:{proposal.charter}",
            now=now,
            details={"proposal": proposal.public_id, "people": len(named)},
        )
    return {
        each.code: (_moved(each.joins, named), _moved(each.leaves, named))
        for each in found.impact
        if each.joins or each.leaves
    }


def _moved(people: frozenset[str], named: dict[str, Named]) -> Moved:
    shown = tuple(each for each in named.values() if each.public_id in people)[:MOST_NAMED]
    return Moved(shown, len(people) - len(shown))


def _elsewhere(
    place: Organisation, proposal: CharterProposal, found: CharterFile
) -> Iterator[Fault]:
    """Yield a fault where the text names another charter or organisation than the proposal."""
    text = found.charter
    for key, written, right in (
        ("code", text.code, proposal.charter),
        ("organisation", text.organisation, place.code),
    ):
        if written != right:
            yield Fault(
                found.file,
                N_("“%(key)s” is “%(written)s”, and this is a proposal for “%(right)s”"),
                N_("write “%(right)s”, or propose the text where it belongs"),
                line=found.line("charter", key),
                params={"key": key, "written": written, "right": right},
            )
