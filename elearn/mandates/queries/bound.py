"""What binds a place: its own charters, those of the places above it, and those it has joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, defer

from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.models import Adhesion, Charter, CharterVersion
from elearn.mandates.rules import may_join


class LoadedCharter(NamedTuple):
    """A charter with its versions, of which one is the one to read on a day."""

    charter: Charter
    owner: Organisation
    version: CharterVersion
    """The one in force on the day, else the first."""
    versions: tuple[CharterVersion, ...]
    """All of them, the earliest first."""


class BoundCharter(NamedTuple):
    """A charter that binds an organisation, for itself or for all below it."""

    loaded: LoadedCharter
    bearer: Organisation
    """Who is bound: the owner, or a member; the place itself or one above it."""
    adhesion: Adhesion | None
    """By which the bearer joined, where it is not its own charter."""

    @property
    def since(self) -> date:
        """The first day on which the bearer is bound."""
        first = self.loaded.versions[0].in_force_from
        return first if self.adhesion is None else max(first, self.adhesion.adhered_on)


def version_on(versions: Sequence[CharterVersion], on: date) -> CharterVersion | None:
    """Return the version in force on a day, else the first; None where there is none at all."""
    in_force = [each for each in versions if each.in_force_from <= on]
    return in_force[-1] if in_force else next(iter(versions), None)


def loaded_charters(
    rows: Iterable[tuple[Charter, Organisation, CharterVersion]], on: date
) -> dict[int, LoadedCharter]:
    """Return the charters of rows that are ordered by version, by id, in the order of the rows."""
    found: dict[int, tuple[Charter, Organisation, list[CharterVersion]]] = {}
    for charter, owner, version in rows:
        found.setdefault(charter.id, (charter, owner, []))[2].append(version)
    return {
        charter_id: LoadedCharter(charter, owner, chosen, tuple(versions))
        for charter_id, (charter, owner, versions) in found.items()
        if (chosen := version_on(versions, on)) is not None
    }


def charters_binding(session: Session, place: Organisation, on: date) -> list[BoundCharter]:
    """Return what binds a place on a day or will bind it, the widest first. Two statements.

    What has ended, or was left by then, is not among it.
    """
    above = ancestors(place.path)
    adhesions = session.execute(
        select(Adhesion, Organisation)
        .join(Organisation, Organisation.id == Adhesion.organisation_id)
        .where(
            Organisation.path.in_(above),
            or_(Adhesion.withdrawn_on.is_(None), Adhesion.withdrawn_on > on),
        )
        .order_by(Organisation.path, Adhesion.adhered_on)
    ).all()
    joined = {adhesion.charter_id for adhesion, _ in adhesions}
    rows = session.execute(
        select(Charter, Organisation, CharterVersion)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(or_(Organisation.path.in_(above), Charter.id.in_(joined)))
        .options(defer(CharterVersion.document))
        .order_by(Organisation.path, Charter.code, CharterVersion.version)
    )
    known = loaded_charters(((row[0], row[1], row[2]) for row in rows), on)
    found = [
        BoundCharter(each, each.owner, None)
        for each in known.values()
        if not each.version.on_adhesion and each.owner.path in above
    ]
    found += [
        BoundCharter(known[adhesion.charter_id], member, adhesion)
        for adhesion, member in adhesions
        if known[adhesion.charter_id].version.on_adhesion
    ]
    return [
        each
        for each in found
        if each.loaded.version.in_force_to is None or each.loaded.version.in_force_to >= on
    ]


def charters_open_to(session: Session, place: Organisation, on: date) -> list[LoadedCharter]:
    """Return the charters that a place may join: open to bodies of its kind, and not its own.

    One statement.
    """
    rows = session.execute(
        select(Charter, Organisation, CharterVersion)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(Charter.organisation_id != place.id)
        .options(defer(CharterVersion.document))
        .order_by(Charter.code, CharterVersion.version)
    )
    return [
        each
        for each in loaded_charters(((row[0], row[1], row[2]) for row in rows), on).values()
        if each.versions[-1].on_adhesion and may_join(place.kind, each.versions[-1].members)
    ]
