"""What a version of a charter would mean: whom each requirement binds, now and with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.mandates.models import Adhesion, Charter, CharterVersion, Requirement
from elearn.mandates.queries.facts import Employed, employed, working_below
from elearn.mandates.rules import Audience, CharterText, among


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom one requirement binds today: by the version in force, and by the one that is proposed.

    People are given by their public ids, so that a reader's scope can be laid over them.
    """

    code: str
    bound: frozenset[str]
    joins: frozenset[str]
    leaves: frozenset[str]


def impact(session: Session, text: CharterText, *, now: datetime) -> tuple[Impact, ...]:
    """Return whom each requirement of a proposed version binds, and who joins and leaves.

    A requirement that the proposed version drops is there too, with everybody leaving. Four
    statements for any number of people.
    """
    before = _before(session, text.code)
    found: dict[str, set[str]] = {each.code: set() for each in text.requirements}
    left: dict[str, set[str]] = {code: set() for code in before}
    places = _places(session, text)
    for path in places:
        for person in employed(session, working_below(path, now), now, path):
            for each in text.requirements:
                if _binds(each.audience, person, path):
                    found[each.code].add(person.public_id)
            for code, audience in before.items():
                if _binds(audience, person, path):
                    left[code].add(person.public_id)
    return tuple(_impacts(found, left))


def _impacts(found: dict[str, set[str]], left: dict[str, set[str]]) -> Iterator[Impact]:
    for code in [*found, *(code for code in left if code not in found)]:
        bound, was = found.get(code, set()), left.get(code, set())
        yield Impact(code, frozenset(bound), frozenset(bound - was), frozenset(was - bound))


def _places(session: Session, text: CharterText) -> Sequence[str]:
    """Return the paths whose people a charter binds: its organisation, or those that joined it."""
    if not text.on_adhesion:
        return session.scalars(
            select(Organisation.path).where(Organisation.code == text.organisation)
        ).all()
    return session.scalars(
        select(Organisation.path)
        .join(Adhesion, Adhesion.organisation_id == Organisation.id)
        .join(Charter, Charter.id == Adhesion.charter_id)
        .where(Charter.code == text.code, Adhesion.withdrawn_on.is_(None))
    ).all()


def _before(session: Session, code: str) -> dict[str, Audience]:
    """Return the audiences of the newest version that is loaded, by requirement."""
    newest = (
        select(CharterVersion.id)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Requirement.code, Requirement.audience)
        .where(Requirement.charter_version_id == newest)
        .order_by(Requirement.position)
    )
    return {each.code: Audience.of(each.audience) for each in rows}


def _binds(audience: Audience, person: Employed, path: str) -> bool:
    return any(
        spell.starts_on <= person.today and (spell.ends_on or person.today) >= person.today
        for spell in among(person.spells, audience, path)
    )
