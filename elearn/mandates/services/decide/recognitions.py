"""Deciding what training done elsewhere counts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course
from elearn.errors import N_, Conflict, NotFound
from elearn.identity.models import Organisation
from elearn.identity.queries import person_within, spells_of
from elearn.identity.rules import Scope
from elearn.mandates.models import Recognition
from elearn.mandates.queries.recognitions import (
    Recognised,
    age_limit,
    recognitions_below,
    topics_within,
)
from elearn.mandates.services.decide.common import (
    DatesUnfit,
    DecisionNotFound,
    enter_decision,
    enter_reading,
    refuse_oneself,
    take_back,
)

NEAREST = 3
"""How many of the known topics are named to whoever gives an unknown one."""
LONGEST_CODE = 64
"""Of a longer topic only the beginning is compared with those that are known."""


class TooOld(Conflict):
    """The training was too long ago to be recognised."""

    code = "too-old"


class CourseUnknown(NotFound):
    """The training stands for a course that is not in the catalogue."""

    code = "course-unknown"


class TopicUnknown(NotFound):
    """The training covers a topic that no charter knows which can bind people within the scope."""

    code = "topic-unknown"


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


def open_recognitions(
    session: Session, *, reader_id: int | None, place: Organisation, now: datetime, on: date
) -> list[Recognised]:
    """Return what was decided about training of people of a place; the reading is entered.

    `reader_id` is None on the command line.
    """
    found = recognitions_below(session, place.path, on)
    enter_reading(session, "recognitions", len(found), reader_id=reader_id, place=place, now=now)
    return found


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
    refuse_oneself(person, decided_by)
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
    enter_decision(session, f"recognition.{made.decision}", person, now, decided_by)
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
    take_back(session, made, "recognition.revoked", scope=scope, now=now, on=on, by=revoked_by)
    return made
