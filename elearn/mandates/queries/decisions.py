"""Decisions about people within a scope: who is excused, and what could excuse somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.errors import N_, Forbidden
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries import person_by_login, scope_held
from elearn.identity.queries.organisations import below
from elearn.mandates.models import Charter, CharterVersion, ExemptionGrant, Requirement
from elearn.mandates.queries.requirements import bound_at
from elearn.permissions import Permission


class Excused(NamedTuple):
    """An exemption that somebody holds."""

    public_id: str
    person: str
    staff_number: str
    name: str
    charter: str
    requirement: str | None
    reason: str
    waiver_reason: str | None
    starts_on: date
    ends_on: date
    note: str
    approved_by: str
    """The name of who approved it."""
    recorded_at: datetime


class NotADecider(Forbidden):
    """Whoever is named may not decide about the people of a place."""

    code = "not-a-decider"


def working_at(path: str, on: date) -> Select[int]:
    """Select the ids of those who work at or below a path on a day."""
    return (
        select(EmploymentSpell.person_id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            below(path),
            EmploymentSpell.starts_on <= on,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= on),
        )
    )


def decider(session: Session, login: str, place: Organisation) -> Person:
    """Return who `login` is and may excuse people of the place; PersonNotFound, NotADecider."""
    person = person_by_login(session, login)
    if not scope_held(session, person.id, Permission.EXEMPTION_GRANT).covers(place.path):
        raise NotADecider(
            N_("%(login)s may not decide about people of %(place)s. Name an administrator there."),
            login=login,
            place=place.code,
        )
    return person


def exemptions_below(session: Session, path: str, on: date) -> list[Excused]:
    """Return the exemptions in force of who works at or below a path on a day, the last ones first.

    One statement.
    """
    approver = aliased(Person)
    rows = session.execute(
        select(
            ExemptionGrant.public_id,
            Person.public_id,
            Person.staff_number,
            Person.name,
            Charter.code,
            ExemptionGrant.requirement,
            ExemptionGrant.reason,
            ExemptionGrant.waiver_reason,
            ExemptionGrant.starts_on,
            ExemptionGrant.ends_on,
            ExemptionGrant.note,
            approver.name,
            ExemptionGrant.recorded_at,
        )
        .join(Person, Person.id == ExemptionGrant.person_id)
        .join(Charter, Charter.id == ExemptionGrant.charter_id)
        .join(approver, approver.id == ExemptionGrant.approved_by)
        .where(
            ExemptionGrant.revoked_at.is_(None),
            Person.id.in_(working_at(path, on)),
        )
        .order_by(ExemptionGrant.ends_on.desc(), Person.name, ExemptionGrant.id)
    )
    return [Excused._make(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Excusing:
    """A requirement that can bind somebody at a place, and the reasons that its charter knows."""

    charter: str
    titles: Mapping[str, str]
    language_of_record: str
    requirement: str
    reasons: Mapping[str, str]
    """What each reason does, by reason; a short contract is read off the employment instead."""


def excusing(session: Session, path: str) -> list[Excusing]:
    """Return what can excuse somebody who works at or below a path, by charter and requirement.

    From the newest version of each charter. One statement.
    """
    later = aliased(CharterVersion)
    newest = ~(
        select(later.id)
        .where(
            later.charter_id == CharterVersion.charter_id, later.version > CharterVersion.version
        )
        .exists()
    )
    rows = session.execute(
        select(Charter.code, CharterVersion, Requirement)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .join(Requirement, Requirement.charter_version_id == CharterVersion.id)
        .where(bound_at(path), newest)
        .order_by(Charter.code, Requirement.position)
    )
    return [
        Excusing(
            charter=code,
            titles=version.titles,
            language_of_record=version.language_of_record,
            requirement=requirement.code,
            reasons={
                rule["reason"]: rule["effect"]
                for rule in requirement.exemptions
                if rule["reason"] != "short_contract"
            },
        )
        for code, version, requirement in rows
        if requirement.exemptions
    ]
