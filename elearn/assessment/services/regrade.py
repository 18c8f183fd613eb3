"""Making good for a published question that proved wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.assessment.models import Attempt, KeyCorrection, Regrade
from elearn.assessment.queries import (
    ScoreThatStands,
    corrections_of,
    marks_of,
    responses_of,
    scores_of,
)
from elearn.assessment.rules import Correction, Marking, Remedy, counts_for_passing, mark
from elearn.assessment.services.marking import said
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import assessment_definition, version_of
from elearn.catalogue.rules import AssessmentForLearning
from elearn.errors import N_, Invalid, NotFound
from elearn.identity.models import Person
from elearn.learning.models import Enrolment
from elearn.learning.rules import Score, Verb, assessment_activity
from elearn.learning.services import record_result

BATCH = 500


class QuestionUnknown(NotFound):
    """The assessment has no such question."""

    code = "question-not-found"


class CorrectionUnfit(Invalid):
    """The correction would make nothing good."""

    code = "correction-unfit"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A question of a published version, and what is to be done about it."""

    version: CourseVersion
    definition: AssessmentForLearning
    question: str
    remedy: Remedy
    key_version: CourseVersion | None
    correction: Correction


@dataclass(frozen=True, slots=True)
class Change:
    """What the correction changes for one attempt."""

    attempt: Attempt
    enrolment: Enrolment
    staff_number: str
    before: ScoreThatStands
    after: Marking

    @property
    def passed(self) -> bool:
        """Whether the assessment is passed after it: a pass that was won stays one."""
        return self.before.passed or self.after.passed

    @property
    def kept(self) -> bool:
        """Whether a pass stands that the new score alone would not give."""
        return self.before.passed and not self.after.passed


def find_wrong(  # noqa: PLR0913  # which question, and what is done about it: all named
    session: Session,
    *,
    slug: str,
    version: int | None,
    assessment: str,
    question: str,
    remedy: Remedy,
    key_of: int | None = None,
) -> Wrong:
    """Return the question of a version with its correction, checked.

    CourseNotFound; VersionNotFound; AssessmentNotFound; QuestionUnknown; CorrectionUnfit.
    """
    found = version_of(session, slug, version)
    definition = assessment_definition(session, found.id, assessment)
    asked = definition.question(question)
    if asked is None:
        raise QuestionUnknown(
            N_("“%(assessment)s” has no question “%(question)s”."),
            assessment=assessment,
            question=question,
        )
    if remedy is Remedy.VOID and definition.length == 1:
        raise CorrectionUnfit(
            N_("Without this question nothing is left to score. Give full points.")
        )
    if remedy is not Remedy.KEY:
        return Wrong(found, definition, question, remedy, None, Correction(remedy))
    if key_of is None or key_of == found.version:
        raise CorrectionUnfit(
            N_("Name another version of the course whose key is right: publish it first.")
        )
    other = version_of(session, slug, key_of)
    mended = assessment_definition(session, other.id, assessment).question(question)
    if mended is None or mended.type != asked.type:
        raise CorrectionUnfit(
            N_("Version %(version)s has no question “%(question)s” of the same type."),
            version=key_of,
            question=question,
        )
    return Wrong(found, definition, question, remedy, other, Correction(remedy, mended))


def changes(session: Session, wrong: Wrong) -> Iterator[Change]:
    """Yield what the correction changes, attempt by attempt; nothing is written."""
    standing = corrections_of(session, wrong.version.id, wrong.definition.key)
    mended = {**standing, wrong.question: wrong.correction}
    closed = _closed(session, wrong)
    for start in range(0, len(closed), BATCH):
        batch = closed[start : start + BATCH]
        scores = scores_of(session, [attempt for attempt, _, _ in batch])
        given = responses_of(session, [attempt.id for attempt, _, _ in batch])
        for attempt, enrolment, staff_number in batch:
            before = scores[attempt.id]
            after = mark(
                wrong.definition,
                attempt.sheet,
                given[attempt.id],
                marks=marks_of(session, attempt, wrong.definition),
                corrections=mended,
            )
            change = Change(attempt, enrolment, staff_number, before, after)
            same = (before.raw, before.max, before.passed) == (after.raw, after.max, change.passed)
            if not same:
                yield change


def regrade(
    session: Session, *, wrong: Wrong, author_id: int, reason: str, now: datetime
) -> Sequence[Change]:
    """Correct the question and give every attempt that it changes its new score.

    The score before stays on record. A pass that was won stays; one that is won now is reported
    into learning. Attempts that are closed from now on are scored with the correction at once.
    ReasonMissing.
    """
    found = list(changes(session, wrong))
    correction = KeyCorrection(
        version_id=wrong.version.id,
        assessment=wrong.definition.key,
        question=wrong.question,
        remedy=wrong.remedy,
        key_version_id=wrong.key_version.id if wrong.key_version else None,
        reason=said(reason),
        author_id=author_id,
        corrected_at=now,
    )
    session.add(correction)
    session.flush()
    for change in found:
        _apply(session, change, correction, wrong.definition, now)
    audit.record(
        session,
        actor_id=author_id,
        action="question.corrected",
        subject=f"course:{wrong.version.course.slug}:{wrong.version.version}",
        now=now,
        details={
            "assessment": wrong.definition.key,
            "question": wrong.question,
            "remedy": wrong.remedy.value,
            "changed": len(found),
        },
    )
    return found


def _closed(session: Session, wrong: Wrong) -> list[tuple[Attempt, Enrolment, str]]:
    """Return the scored attempts that asked the question, with the staff number of their person."""
    rows = session.execute(
        select(Attempt, Enrolment, Person.staff_number)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(
            Enrolment.version_id == wrong.version.id,
            Attempt.assessment == wrong.definition.key,
            Attempt.scaled.is_not(None),
        )
        .order_by(Attempt.id)
        .with_for_update(of=Attempt)
    )
    return [
        (attempt, enrolment, number)
        for attempt, enrolment, number in rows
        if attempt.sheet.item(wrong.question)
    ]


def _apply(
    session: Session,
    change: Change,
    correction: KeyCorrection,
    definition: AssessmentForLearning,
    now: datetime,
) -> None:
    attempt, after = change.attempt, change.after
    session.add(
        Regrade(
            attempt_id=attempt.id,
            correction_id=correction.id,
            points={question: won or 0.0 for question, won in after.points.items()},
            raw=after.raw,
            max=after.max,
            scaled=after.scaled,
            passed=change.passed,
            regraded_at=now,
        )
    )
    won_now = change.passed and not change.before.passed
    if won_now and counts_for_passing(definition.policy, attempt.number):
        record_result(
            session,
            enrolment_id=change.enrolment.id,
            activity=assessment_activity(attempt.assessment),
            verb=Verb.PASSED,
            score=Score(after.raw, after.max, after.scaled),
            source_key=f"regrade:{correction.public_id}:{attempt.public_id}",
            now=now,
        )
