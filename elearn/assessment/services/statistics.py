"""Computing item statistics anew, from every scored attempt at an assessment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from elearn.assessment.models import Answer, Attempt, ItemStatistic, Regrade
from elearn.assessment.queries import corrections_of
from elearn.assessment.rules import Remedy
from elearn.assessment.rules.statistics import (
    LEAST,
    Bounds,
    ItemTally,
    Moments,
    Pairs,
    bounds,
    flags,
    reliability,
)
from elearn.catalogue.queries import assessment_definition
from elearn.catalogue.rules import AssessmentForLearning
from elearn.catalogue.rules.questions import QuestionType
from elearn.learning.models import Enrolment

BATCH = 2000
"""Attempts that are in memory at one time."""

ALL = ""


class Given(NamedTuple):
    """One answer of an attempt, as far as statistics care."""

    question: str
    response: Mapping[str, Any]
    language: str
    saved_at: datetime


def compute_statistics(session: Session, *, now: datetime) -> int:
    """Compute the statistics of every assessment of every version anew; return how many.

    What was computed before is replaced: it is a projection of the attempts and nothing else.
    """
    count = 0
    for version_id, key in session.execute(
        select(Enrolment.version_id, Attempt.assessment)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.scaled.is_not(None))
        .distinct()
        .order_by(Enrolment.version_id, Attempt.assessment)
    ).all():
        rows = list(_rows(session, version_id, key))
        session.execute(
            delete(ItemStatistic).where(
                ItemStatistic.version_id == version_id, ItemStatistic.assessment == key
            )
        )
        common = {"version_id": version_id, "assessment": key, "computed_at": now}
        session.execute(insert(ItemStatistic), [{**common, **row} for row in rows])
        count += 1
    return count


def _rows(session: Session, version_id: int, key: str) -> Iterator[dict[str, Any]]:
    definition = assessment_definition(session, version_id, key)
    kept = corrections_of(session, version_id, key)
    void = {name for name, each in kept.items() if each.remedy is Remedy.VOID}
    kinds = {
        each.key: (each.kind, each.body) for each in definition.questions if each.key not in void
    }
    tallies: dict[tuple[str, str], ItemTally] = defaultdict(ItemTally)
    totals = Moments()
    languages: Counter[str] = Counter()
    limits = bounds(_scores(session, version_id, key))
    for attempt, points, answers in _attempts(session, version_id, key):
        spoken = _take(tallies, definition, attempt, points, answers, limits, kinds)
        languages[spoken] += 1
        totals.add(sum(points.values()))
    for (question_key, _), counted in list(tallies.items()):
        tallies[question_key, ALL].merge(counted)
    reference = definition.source_language
    for question in definition.questions:
        everybody = tallies.get((question.key, ALL))
        if everybody is None:
            continue
        right = question.kind.right_options(question.body)
        differential = {
            language: found
            for language in languages
            if language != reference
            and (found := everybody.differential(reference, language)) is not None
        }
        document = everybody.document(right)
        document["differential"] = {name: each._asdict() for name, each in differential.items()}
        document["flags"] = flags(document, differential)
        yield {"question": question.key, "language": ALL, "statistics": document}
        for language in languages:
            own = tallies.get((question.key, language))
            if own is not None:
                yield {
                    "question": question.key,
                    "language": language,
                    "statistics": own.document(right),
                }
    yield {
        "question": "",
        "language": ALL,
        "statistics": _whole(session, version_id, definition, tallies, totals),
    }


def _take(  # noqa: PLR0913, PLR0917  # one attempt and where it is counted
    tallies: dict[tuple[str, str], ItemTally],
    definition: AssessmentForLearning,
    attempt: Any,
    points: Mapping[str, float],
    answers: Sequence[Given],
    limits: Bounds,
    kinds: Mapping[str, tuple[QuestionType, Mapping[str, Any]]],
) -> str:
    """Count one attempt, and return the language that most of it was answered in."""
    spoken = Counter(each.language for each in answers).most_common(1)
    usual = spoken[0][0] if spoken else definition.source_language
    total = sum(won for question, won in points.items() if question in kinds)
    group = limits.group(attempt.scaled)
    given = {each.question: each for each in answers}
    seconds = _seconds(attempt.started_at, answers)
    for question, won in points.items():
        if question not in kinds:
            continue
        answer = given.get(question)
        kind, body = kinds[question]
        skipped = answer is None or not kind.given(body, answer.response)
        options = () if answer is None else kind.options(body, answer.response)
        language = answer.language if answer else usual
        took = seconds.get(question)
        tallies[question, language].add(won, total, language, group, options, took, skipped=skipped)
    return usual


def _seconds(started: datetime, answers: Sequence[Given]) -> dict[str, float]:
    """Return the time from each answer's forerunner, or the start, to the answer as it was left.

    Nothing is watched for it: it comes from when answers were saved.
    """
    before, found = started, {}
    for each in sorted(answers, key=lambda answer: answer.saved_at):
        found[each.question] = (each.saved_at - before).total_seconds()
        before = each.saved_at
    return found


def _whole(
    session: Session,
    version_id: int,
    definition: AssessmentForLearning,
    tallies: Mapping[tuple[str, str], ItemTally],
    totals: Moments,
) -> dict[str, Any]:
    """Return what is told of the assessment as a whole."""
    if totals.count < LEAST:
        return {"n": totals.count, "withheld": True}
    variances = [
        tally.moments.x_squares / (tally.count - 1)
        for (_, language), tally in tallies.items()
        if language == ALL and tally.count > 1
    ]
    found = reliability(
        variances, totals.variance, definition.length, drawn=bool(definition.blueprint)
    )
    gain = _gain(session, version_id, definition)
    return {
        "n": totals.count,
        "withheld": False,
        "mean": totals.mean,
        "reliability": found._asdict() if found else None,
        "gain": gain._asdict() if gain and gain.n >= LEAST else None,
    }


def _gain(session: Session, version_id: int, definition: AssessmentForLearning) -> Any:
    """Return the gain between the first attempts at the pretest and at this assessment."""
    if not definition.policy.pretest:
        return None
    before, after = aliased(Attempt), aliased(Attempt)
    pairs = Pairs()
    for low, high in session.execute(
        select(before.scaled, after.scaled)
        .join(Enrolment, Enrolment.id == before.enrolment_id)
        .join(after, after.enrolment_id == Enrolment.id)
        .where(
            Enrolment.version_id == version_id,
            before.assessment == definition.policy.pretest,
            after.assessment == definition.key,
            before.number == 1,
            after.number == 1,
            before.scaled.is_not(None),
            after.scaled.is_not(None),
        )
    ):
        pairs.add(low or 0.0, high or 0.0)
    return pairs.gain()


def _scores(session: Session, version_id: int, key: str) -> dict[float, int]:
    rows = session.execute(
        select(Attempt.scaled, func.count())
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(
            Enrolment.version_id == version_id,
            Attempt.assessment == key,
            Attempt.scaled.is_not(None),
        )
        .group_by(Attempt.scaled)
    )
    return {float(score or 0.0): count for score, count in rows}


def _attempts(
    session: Session, version_id: int, key: str
) -> Iterator[tuple[Any, Mapping[str, float], list[Given]]]:
    """Yield every scored attempt with its points, as corrected, and its answers, batch by batch."""
    last = 0
    while True:
        batch = session.execute(
            select(Attempt.id, Attempt.scaled, Attempt.started_at, Attempt.points)
            .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
            .where(
                Enrolment.version_id == version_id,
                Attempt.assessment == key,
                Attempt.scaled.is_not(None),
                Attempt.id > last,
            )
            .order_by(Attempt.id)
            .limit(BATCH)
        ).all()
        if not batch:
            return
        first, last = batch[0].id, batch[-1].id
        answers = _answers(session, first, last)
        corrected = {
            regrade.attempt_id: regrade.points
            for regrade in session.execute(
                select(Regrade.attempt_id, Regrade.points)
                .where(Regrade.attempt_id.between(first, last))
                .order_by(Regrade.id)
            )
        }
        for attempt in batch:
            points = corrected.get(attempt.id, attempt.points)
            if points:
                yield attempt, points, answers[attempt.id]


def _answers(session: Session, first: int, last: int) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = defaultdict(list)
    rows = session.execute(
        select(
            Answer.attempt_id, Answer.question, Answer.response, Answer.language, Answer.saved_at
        ).where(Answer.attempt_id.between(first, last))
    )
    for attempt_id, *answer in rows:
        found[attempt_id].append(Given(*answer))
    return found
