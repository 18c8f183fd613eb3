"""Corrections of keys, and the scores that stand after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt, KeyCorrection, Regrade
from elearn.assessment.rules import Correction, Remedy
from elearn.catalogue.queries import assessment_definition


def corrections_of(session: Session, version_id: int, assessment: str) -> dict[str, Correction]:
    """Return what was decided about questions of an assessment, by question, the newest each."""
    rows = session.scalars(
        select(KeyCorrection)
        .where(KeyCorrection.version_id == version_id, KeyCorrection.assessment == assessment)
        .order_by(KeyCorrection.id)
    )
    return {row.question: _correction(session, row) for row in rows}


def _correction(session: Session, row: KeyCorrection) -> Correction:
    if row.key_version_id is None:
        return Correction(Remedy(row.remedy))
    other = assessment_definition(session, row.key_version_id, row.assessment)
    return Correction(Remedy(row.remedy), other.question(row.question))


class ScoreThatStands(NamedTuple):
    """The score of a closed attempt: its own, or that of its last regrade."""

    number: int
    raw: float
    max: float
    scaled: float
    passed: bool
    points: Mapping[str, float]
    regrades: tuple[tuple[Regrade, KeyCorrection], ...]
    """Every regrade with what caused it, the first first."""


def scores_of(session: Session, attempts: Iterable[Attempt]) -> dict[int, ScoreThatStands]:
    """Return the score that stands for each scored attempt, by its id, in one statement."""
    closed = {attempt.id: attempt for attempt in attempts if attempt.scaled is not None}
    if not closed:
        return {}
    rows = session.execute(
        select(Regrade, KeyCorrection)
        .join(KeyCorrection, KeyCorrection.id == Regrade.correction_id)
        .where(Regrade.attempt_id.in_(closed))
        .order_by(Regrade.id)
    )
    regrades: dict[int, list[tuple[Regrade, KeyCorrection]]] = {key: [] for key in closed}
    for regrade, correction in rows:
        regrades[regrade.attempt_id].append((regrade, correction))
    return {key: _score(attempt, tuple(regrades[key])) for key, attempt in closed.items()}


def _score(
    attempt: Attempt, regrades: tuple[tuple[Regrade, KeyCorrection], ...]
) -> ScoreThatStands:
    last = regrades[-1][0] if regrades else attempt
    return ScoreThatStands(
        number=attempt.number,
        raw=last.raw or 0.0,
        max=last.max or 0.0,
        scaled=last.scaled or 0.0,
        passed=bool(last.passed),
        points=last.points or {},
        regrades=regrades,
    )
