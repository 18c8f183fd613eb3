"""Decisions about one person: excusing them, and recognising training done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.models import Course
from elearn.errors import N_, Conflict, NotFound, NotOneself
from elearn.identity.models import Organisation, Person
from elearn.identity.queries import person_within, spells_of
from elearn.identity.rules import Scope
from elearn.mandates.models import Charter, ExemptionGrant, Recognition
from elearn.mandates.queries.decisions import Excused, exemptions_below
from elearn.mandates.queries.recognitions import (
    Recognised,
    age_limit,
    recognitions_below,
    topics_within,
)
from elearn.mandates.queries.requirements import Binding, binding
from elearn.mandates.rules import ExemptionRule
from elearn.mandates.rules.exemptions import WAIVE

NEAREST = 3
"""How many of the known topics are named to whoever gives an unknown one."""
LONGEST_CODE = 64
"""Of a longer topic only the beginning is compared with those that are known."""


class ReasonUnknown(Conflict):
    """The charter does not know the reason for the requirement."""

    code = "reason-unknown"


class DatesUnfit(Conflict):
    """The days of a decision do not make sense."""

    code = "dates-unfit"


class TooOld(Conflict):
    """The training was too long ago to be recognised."""

    code = "too-old"


class CourseUnknown(NotFound):
    """The training stands for a course that is not in the catalogue."""

    code = "course-unknown"


class TopicUnknown(NotFound):
    """The training covers a topic that no charter knows which can bind people within the scope."""

    code = "topic-unknown"


class DecisionNotFound(NotFound):
    """No such decision is in force within the scope."""

    code = "decision-not-found"


class Desk(NamedTuple):
    """Where, by whom and on which day it is decided."""

    place: Organisation
    by: int
    now: datetime
    on: date
    """The day at the place."""

    @property
    def scope(self) -> Scope:
        """Whom it is decided about: who works at the place or below."""
        return Scope((self.place.path,))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Training done elsewhere, as its document says it."""

    title: str
    provider: str
    """A word of `rules.PROVIDERS`."""
    provider_name: str
    completed_on: date
    minutes: int
    live_minutes: int = 0
    courses: Sequence[str] = ()
    topics: Sequence[str] = ()
    valid_until: date | None = None
    document_hash: str | None = None


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
    _not_oneself(person, approved_by)
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
    _audit(session, "exemption.granted", person, now, approved_by)
    return grant


def open_exemptions(
    session: Session, *, reader_id: int | None, place: Organisation, now: datetime, on: date
) -> list[Excused]:
    """Return who at a place is excused by which decision; the reading is entered.

    `reader_id` is None on the command line.
    """
    found = exemptions_below(session, place.path, on)
    _read(session, "exemptions", len(found), reader_id=reader_id, place=place, now=now)
    return found


def open_recognitions(
    session: Session, *, reader_id: int | None, place: Organisation, now: datetime, on: date
) -> list[Recognised]:
    """Return what was decided about training of people of a place; the reading is entered.

    `reader_id` is None on the command line.
    """
    found = recognitions_below(session, place.path, on)
    _read(session, "recognitions", len(found), reader_id=reader_id, place=place, now=now)
    return found


def _read(  # noqa: PLR0913  # who read how many of what, where and when
    session: Session,
    what: str,
    count: int,
    *,
    reader_id: int | None,
    place: Organisation,
    now: datetime,
) -> None:
    """Enter that a list of decisions was read, and how long it was."""
    audit.record(
        session,
        actor_id=reader_id,
        action=f"{what}.read",
        subject=f"organisation:{place.code}",
        now=now,
        details={what: count},
    )


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
    _take_back(session, grant, "exemption.revoked", scope=scope, now=now, on=on, by=revoked_by)
    return grant


def recognise(  # noqa: PLR0913  # who finds what of whom to count, and why
    session: Session,
    *,
    scope: Scope,
    person_public_id: str,
    found: Elsewhere,
    accepted: bool,
    now: datetime,
    on: date,
    decided_by: int,
    note: str = "",
) -> Recognition:
    """Record whether training done elsewhere counts for a person within the scope.

    Raises PersonNotFound, NotOneself, CourseUnknown, TopicUnknown, DatesUnfit for a day to come
    or days and minutes that do not fit, and TooOld for what is accepted and was completed longer
    ago than the charters allow that are in force where the person works.
    """
    person = person_within(session, scope, person_public_id, on=on)
    _not_oneself(person, decided_by)
    if found.completed_on > on:
        raise DatesUnfit(N_("It was completed on a day that has not come yet. Correct the day."))
    if found.minutes < 1 or not 0 <= found.live_minutes <= found.minutes:
        raise DatesUnfit(N_("The minutes live cannot be more than those in all, and one at least."))
    if found.valid_until is not None and found.valid_until < found.completed_on:
        raise DatesUnfit(N_("It counts until a day before it was completed. Correct that day."))
    most_days = age_limit(session, _works_at(session, person.id, on), on)
    if accepted and most_days is not None and (on - found.completed_on).days > most_days:
        raise TooOld(
            N_("It was completed more than %(days)s days ago, and cannot count any more."),
            days=most_days,
        )
    known = set(session.scalars(select(Course.slug).where(Course.slug.in_(found.courses))))
    for slug in found.courses:
        if slug not in known:
            raise CourseUnknown(N_("There is no course %(slug)s."), slug=slug)
    if found.topics:
        _are_known(found.topics, [each.code for each in topics_within(session, scope)])
    made = Recognition(
        person_id=person.id,
        title=found.title,
        provider=found.provider,
        provider_name=found.provider_name,
        completed_on=found.completed_on,
        minutes=found.minutes,
        live_minutes=found.live_minutes,
        courses=list(found.courses),
        topics=list(found.topics),
        valid_until=found.valid_until,
        document_hash=found.document_hash,
        decision="accepted" if accepted else "refused",
        note=note,
        decided_by=decided_by,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    _audit(session, f"recognition.{made.decision}", person, now, decided_by)
    return made


def _are_known(topics: Sequence[str], known: Sequence[str]) -> None:
    """Raise TopicUnknown for the first topic that is none of the known, with the nearest ones."""
    unknown = next((topic for topic in topics if topic not in known), None)
    if unknown is None:
        return
    if not known:
        raise TopicUnknown(
            N_("No charter knows the topic %(topic)s, nor any other here. Leave topics out."),
            topic=unknown,
        )
    nearest = get_close_matches(unknown[:LONGEST_CODE], known, n=NEAREST, cutoff=0)
    raise TopicUnknown(
        N_("No charter here knows the topic %(topic)s. Choose among: %(known)s"),
        topic=unknown,
        known=", ".join(nearest),
    )


def _works_at(session: Session, person_id: int, on: date) -> list[str]:
    """Return the paths of the places where somebody works on a day."""
    return [
        spell.unit_path
        for spell in spells_of(session, person_id)
        if spell.starts_on <= on and (spell.ends_on is None or on <= spell.ends_on)
    ]


def revoke_recognition(  # noqa: PLR0913  # who takes back what, and when
    session: Session, *, scope: Scope, public_id: str, now: datetime, on: date, revoked_by: int
) -> Recognition:
    """Take a recognition back: from now on it does not count, and what was known before stays.

    Raises DecisionNotFound outside the scope and for one that is taken back already.
    """
    made = session.scalars(
        select(Recognition)
        .where(Recognition.public_id == public_id, Recognition.revoked_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if made is None:
        raise DecisionNotFound(N_("There is no such recognition here."))
    _take_back(session, made, "recognition.revoked", scope=scope, now=now, on=on, by=revoked_by)
    return made


def _take_back(  # noqa: PLR0913  # who takes back what, and when
    session: Session,
    decision: ExemptionGrant | Recognition,
    action: str,
    *,
    scope: Scope,
    now: datetime,
    on: date,
    by: int,
) -> None:
    """End the effect of a decision; PersonNotFound outside the scope, NotOneself."""
    about = session.get_one(Person, decision.person_id)
    person = person_within(session, scope, about.public_id, on=on)
    _not_oneself(person, by)
    decision.revoked_at, decision.revoked_by = now, by
    session.flush()
    _audit(session, action, person, now, by)


def _not_oneself(person: Person, actor_id: int) -> None:
    if person.id == actor_id:
        raise NotOneself(
            N_("You cannot decide this about yourself. Ask a colleague with the same role.")
        )


def _audit(session: Session, action: str, person: Person, now: datetime, actor_id: int) -> None:
    """Enter that it was decided, and not why."""
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"person:{person.public_id}",
        now=now,
    )
