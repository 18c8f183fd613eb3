"""Excusing somebody from a duty for a time."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, Conflict
from elearn.identity.models import Organisation
from elearn.identity.queries import person_within
from elearn.identity.rules import Scope
from elearn.mandates.models import Charter, ExemptionGrant
from elearn.mandates.queries.decisions import Excused, exemptions_below
from elearn.mandates.queries.requirements import Binding, binding
from elearn.mandates.rules import ExemptionRule
from elearn.mandates.rules.exemptions import WAIVE
from elearn.mandates.services.decide.common import (
    DatesUnfit,
    DecisionNotFound,
    enter_decision,
    enter_reading,
    refuse_oneself,
    take_back,
)


class ReasonUnknown(Conflict):
    """The charter does not know the reason for the requirement."""

    code = "reason-unknown"


def excuse(  # noqa: PLR0913  # who excuses whom from what, why and how long
    session: Session,
    *,
    scope: Scope,
    person_public_id: str,
    charter: str,
    requirement: str | None,
    reason: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
    on: date,
    approved_by: int,
    note: str = "",
    waiver_reason: str | None = None,
) -> ExemptionGrant:
    """Excuse a person within the scope from the first to the last day, both included.

    `requirement` is a code of the charter; None for all of it that know the reason. Of a sensitive
    reason no note is kept. Raises PersonNotFound outside the scope, NotOneself, DatesUnfit, and
    ReasonUnknown where the charter does not let this reason have any effect.
    """
    person = person_within(session, scope, person_public_id, on=on)
    refuse_oneself(person, approved_by)
    if ends_on < starts_on:
        raise DatesUnfit(N_("The exemption ends before it begins. Give a later last day."))
    rules = _rules(session, charter, requirement, reason, on)
    waives = any(rule.effect == WAIVE for rule in rules)
    grant = ExemptionGrant(
        person_id=person.id,
        charter_id=session.scalars(select(Charter.id).where(Charter.code == charter)).one(),
        requirement=requirement,
        reason=reason,
        waiver_reason=(waiver_reason or "Administrative") if waives else None,
        starts_on=starts_on,
        ends_on=ends_on,
        note="" if any(rule.sensitive for rule in rules) else note,
        approved_by=approved_by,
        recorded_at=now,
    )
    session.add(grant)
    session.flush()
    enter_decision(session, "exemption.granted", person, now, approved_by)
    return grant


def open_exemptions(
    session: Session, *, reader_id: int | None, place: Organisation, now: datetime, on: date
) -> list[Excused]:
    """Return who at a place is excused by which decision; the reading is entered.

    `reader_id` is None on the command line.
    """
    found = exemptions_below(session, place.path, on)
    enter_reading(session, "exemptions", len(found), reader_id=reader_id, place=place, now=now)
    return found


def _rules(
    session: Session, charter: str, requirement: str | None, reason: str, on: date
) -> list[ExemptionRule]:
    """Return what the charter lets the reason do today, or raise ReasonUnknown."""
    bound: Binding = binding(session, Charter.code == charter)
    found = [
        rule
        for each in bound.requirements
        if requirement in (None, each.code) and (each.until is None or on < each.until)
        for rule in each.exemptions
        if rule.reason == reason
    ]
    if not found:
        raise ReasonUnknown(
            N_("The charter %(charter)s excuses nobody for this reason. Choose one that it knows."),
            charter=charter,
        )
    return found


def revoke_exemption(  # noqa: PLR0913  # who takes back what, and when
    session: Session, *, scope: Scope, public_id: str, now: datetime, on: date, revoked_by: int
) -> ExemptionGrant:
    """Take an exemption back: from now on it has no effect, and what was known before stays.

    Raises DecisionNotFound outside the scope and for one that is taken back already.
    """
    grant = session.scalars(
        select(ExemptionGrant)
        .where(ExemptionGrant.public_id == public_id, ExemptionGrant.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if grant is None:
        raise DecisionNotFound(N_("There is no such exemption here."))
    take_back(session, grant, "exemption.revoked", scope=scope, now=now, on=on, by=revoked_by)
    return grant
