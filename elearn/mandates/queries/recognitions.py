"""Training done elsewhere, within a scope: what was decided, and what charters let it count for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import Organisation, Person
from elearn.identity.rules import Scope, ancestors
from elearn.mandates.models import Recognition
from elearn.mandates.queries.decisions import working_at
from elearn.mandates.queries.requirements import binding, bound_at
from elearn.mandates.rules import RECOGNITION


class Recognised(NamedTuple):
    """A decision about training that somebody did elsewhere."""

    public_id: str
    person: str
    staff_number: str
    name: str
    title: str
    provider: str
    provider_name: str
    completed_on: date
    minutes: int
    live_minutes: int
    courses: list[str]
    topics: list[str]
    valid_until: date | None
    document_hash: str | None
    decision: str
    note: str
    decided_by: str
    """The name of who decided."""
    recorded_at: datetime


class Topic(NamedTuple):
    """A topic of a charter."""

    code: str
    titles: Mapping[str, str]
    language_of_record: str


def recognitions_below(session: Session, path: str, on: date) -> list[Recognised]:
    """Return what was accepted or refused for who works at or below a path on a day.

    Decisions that were taken back are left out; the last ones come first. One statement.
    """
    decider = aliased(Person)
    rows = session.execute(
        select(
            Recognition.public_id,
            Person.public_id,
            Person.staff_number,
            Person.name,
            Recognition.title,
            Recognition.provider,
            Recognition.provider_name,
            Recognition.completed_on,
            Recognition.minutes,
            Recognition.live_minutes,
            Recognition.courses,
            Recognition.topics,
            Recognition.valid_until,
            Recognition.document_hash,
            Recognition.decision,
            Recognition.note,
            decider.name,
            Recognition.recorded_at,
        )
        .join(Person, Person.id == Recognition.person_id)
        .join(decider, decider.id == Recognition.decided_by)
        .where(Recognition.revoked_at.is_(None), Person.id.in_(working_at(path, on)))
        .order_by(Recognition.recorded_at.desc(), Recognition.id.desc())
    )
    return [Recognised._make(row) for row in rows]


def age_limit(session: Session, paths: Collection[str], on: date) -> int | None:
    """Return how many days ago training elsewhere may have been completed at most; None for any.

    `paths` are places of work. The strictest charter counts that is in force there on the day and
    takes such training at all.
    """
    above = sorted({each for path in paths for each in ancestors(path)})
    bound = binding(session, Organisation.path.in_(above))
    return min(
        (
            each.asked.max_age_days
            for each in bound.requirements
            if each.asked.max_age_days
            and RECOGNITION in each.asked.accepted
            and each.path in above
            and each.in_force_from <= on
            and (each.until is None or on < each.until)
        ),
        default=None,
    )


def topics_within(session: Session, scope: Scope) -> list[Topic]:
    """Return the topics of the charters that can bind somebody within a scope, by code."""
    bound = binding(session, or_(false(), *map(bound_at, scope.paths)))
    found = {
        code: Topic(code, titles, cited.language_of_record)
        for cited in bound.cited.values()
        for code, titles in cited.topics.items()
    }
    return [found[code] for code in sorted(found)]
