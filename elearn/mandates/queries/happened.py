"""What people did, and what was decided about them: all that moves a duty, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.learning.models import Completion, Credit, Enrolment, Result
from elearn.learning.rules import Verb, assessment_activity
from elearn.mandates.models import Accreditation, Charter, ExemptionGrant, Recognition
from elearn.mandates.queries.facts import People
from elearn.mandates.rules import (
    ATTENDANCE,
    COMPLETION,
    RECOGNITION,
    Evidence,
    Exemption,
    Requirement,
    civil_day,
)
from elearn.orm import Document, Instant

EXEMPTION = "exemption"
COLUMNS: Mapping[str, Any] = {
    "source": String,
    "person_id": Integer,
    "key": String,
    "at": Instant,
    "starts_on": Date,
    "ends_on": Date,
    "minutes": Integer,
    "live_minutes": Integer,
    "provider": String,
    "courses": Document,
    "topics": Document,
    "course": String,
    "version_id": Integer,
    "reason": String,
    "charter": String,
    "requirement": String,
}
"""What one row may tell; a source that has nothing to say of a column leaves it empty."""


@dataclass(slots=True)
class Happened:
    """What one person did that may count, and by what they are excused."""

    evidence: list[Evidence] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)


NOTHING = Happened()


def happened(  # noqa: PLR0913  # whose, where, under which duties and as known when
    session: Session,
    people: People,
    *,
    zones: Mapping[int, str],
    requirements: Sequence[Requirement],
    topics: Mapping[str, frozenset[str]],
    known_at: datetime | None = None,
) -> dict[int, Happened]:
    """Return what is on record about each of `people`, as known at an instant.

    Completed courses fall on the civil day of the person's own place, whose time zone `zones` gives
    by person; who is not in it is left out. `topics` are those that a course covers, by slug. One
    statement for any number of people; two more where a requirement has a pass mark, and one where
    it asks for accredited courses.
    """
    rows = session.execute(_statement(people, known_at)).all()
    versions = {row.version_id for row in rows if row.source == COMPLETION}
    graded = any(each.asked.pass_mark or _least(each) for each in requirements)
    scores = _scores(session, people, versions) if graded and versions else {}
    accredited = (
        _accredited(session, known_at)
        if versions and any(each.asked.accreditation for each in requirements)
        else {}
    )
    found: dict[int, Happened] = {}
    for row in rows:
        if row.person_id not in zones:
            continue
        mine = found.setdefault(row.person_id, Happened())
        if row.source == EXEMPTION:
            mine.exemptions.append(_exemption(row))
        elif row.source == COMPLETION:
            on = civil_day(row.at, zones[row.person_id])
            mine.evidence.append(
                Evidence(
                    key=f"{COMPLETION}:{row.key}",
                    source=COMPLETION,
                    on=on,
                    courses=frozenset({row.course}),
                    minutes=row.minutes or 0,
                    topics=topics.get(row.course, frozenset()),
                    score=scores.get(row.key),
                    accredited=frozenset(
                        charter
                        for charter, first, last in accredited.get(row.course, ())
                        if first <= on <= last
                    ),
                )
            )
        else:
            mine.evidence.append(_elsewhere(row))
    return found


def _least(requirement: Requirement) -> bool:
    return any(part.least for part in requirement.asked.parts)


def _exemption(row: Any) -> Exemption:
    return Exemption(
        key=row.key,
        reason=row.reason,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        charter=row.charter,
        requirement=row.requirement,
    )


def _elsewhere(row: Any) -> Evidence:
    """Return training outside a course of this platform: a workshop, or somebody else's."""
    return Evidence(
        key=f"{row.source}:{row.key}",
        source=row.source,
        on=row.starts_on,
        courses=frozenset(row.courses if row.source == RECOGNITION else ()),
        minutes=row.minutes,
        live_minutes=row.live_minutes,
        provider=row.provider,
        topics=frozenset(row.topics),
        valid_until=row.ends_on,
    )


def _statement(people: People, known_at: datetime | None) -> Any:
    """Return one statement over everything that is on record about the people."""
    completions = _row(
        source=literal(COMPLETION),
        person_id=Enrolment.person_id,
        key=cast(Enrolment.id, String),
        at=Completion.completed_at,
        minutes=CourseVersion.manifest["minutes"].as_integer(),
        course=Course.slug,
        version_id=CourseVersion.id,
    )
    completions = (
        completions.join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .where(Enrolment.person_id.in_(people))
    )
    if known_at is not None:
        completions = completions.where(Completion.completed_at <= known_at)
    credited = _row(
        source=literal(ATTENDANCE),
        person_id=Credit.person_id,
        key=cast(Credit.id, String),
        starts_on=Credit.credited_on,
        minutes=Credit.minutes,
        live_minutes=Credit.live_minutes,
        provider=Credit.provider,
        courses=Credit.courses,
        topics=Credit.topics,
    ).where(Credit.person_id.in_(people), _holds(Credit.recorded_at, Credit.withdrawn_at, known_at))
    recognitions = _row(
        source=literal(RECOGNITION),
        person_id=Recognition.person_id,
        key=Recognition.public_id,
        starts_on=Recognition.completed_on,
        ends_on=Recognition.valid_until,
        minutes=Recognition.minutes,
        live_minutes=Recognition.live_minutes,
        provider=Recognition.provider,
        courses=Recognition.courses,
        topics=Recognition.topics,
    ).where(
        Recognition.person_id.in_(people),
        Recognition.decision == "accepted",
        _holds(Recognition.recorded_at, Recognition.revoked_at, known_at),
    )
    exemptions = _row(
        source=literal(EXEMPTION),
        person_id=ExemptionGrant.person_id,
        key=ExemptionGrant.public_id,
        starts_on=ExemptionGrant.starts_on,
        ends_on=ExemptionGrant.ends_on,
        reason=ExemptionGrant.reason,
        charter=Charter.code,
        requirement=ExemptionGrant.requirement,
    )
    exemptions = exemptions.join(Charter, Charter.id == ExemptionGrant.charter_id).where(
        ExemptionGrant.person_id.in_(people),
        _holds(ExemptionGrant.recorded_at, ExemptionGrant.revoked_at, known_at),
    )
    return union_all(completions, credited, recognitions, exemptions)


def _row(**given: Any) -> Select[Any]:
    """Select all columns, those not given as empty ones."""
    return select(
        *(
            (given[name] if name in given else cast(null(), kind)).label(name)
            for name, kind in COLUMNS.items()
        )
    )


def _holds(recorded_at: Any, ended_at: Any, known_at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that something was on record and not taken back at an instant."""
    open_ended: ColumnElement[bool] = ended_at.is_(None)
    if known_at is None:
        return open_ended
    return and_(recorded_at <= known_at, or_(open_ended, ended_at > known_at))


def _scores(session: Session, people: People, versions: Collection[int]) -> dict[str, float]:
    """Return the best score on which each completion rests, by the key of its enrolment."""
    rests = {
        version_id: {assessment_activity(key) for key in manifest["completion"]["assessments"]}
        for version_id, manifest in session.execute(
            select(CourseVersion.id, CourseVersion.manifest).where(
                CourseVersion.id.in_(sorted(versions))
            )
        )
        if manifest.get("completion")
    }
    rows = session.execute(
        select(Result.enrolment_id, Enrolment.version_id, Result.activity, func.max(Result.scaled))
        .join(Enrolment, Enrolment.id == Result.enrolment_id)
        .where(
            Enrolment.person_id.in_(people),
            Result.verb == Verb.PASSED,
            Result.scaled.is_not(None),
        )
        .group_by(Result.enrolment_id, Enrolment.version_id, Result.activity)
    )
    found: dict[str, float] = {}
    for enrolment_id, version_id, activity, scaled in rows:
        if activity in rests.get(version_id, ()):
            key = str(enrolment_id)
            found[key] = max(found.get(key, 0.0), scaled or 0.0)
    return found


def _accredited(
    session: Session, known_at: datetime | None
) -> dict[str, list[tuple[str, date, date]]]:
    """Return under which charters, and from when to when, each course is accredited."""
    statement = (
        select(Course.slug, Charter.code, Accreditation.granted_on, Accreditation.expires_on)
        .join(Course, Course.id == Accreditation.course_id)
        .join(Charter, Charter.id == Accreditation.charter_id)
    )
    if known_at is not None:
        statement = statement.where(Accreditation.recorded_at <= known_at)
    found: dict[str, list[tuple[str, date, date]]] = {}
    for slug, charter, first, last in session.execute(statement):
        found.setdefault(slug, []).append((charter, first, last))
    return found
