"""Item statistics as last computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.assessment.models import ItemStatistic
from elearn.catalogue.queries import assessment_definition, outline, version_of
from elearn.catalogue.rules import AssessmentForLearning, Outline, QuestionForLearning


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What is known of one question."""

    question: QuestionForLearning
    everybody: Mapping[str, Any]
    languages: Mapping[str, Mapping[str, Any]]
    """By the language of the answers."""


@dataclass(frozen=True, slots=True)
class AssessmentStatistics:
    """What is known of an assessment of a version."""

    outline: Outline
    definition: AssessmentForLearning
    computed_at: datetime | None
    """None where nothing was computed yet."""
    whole: Mapping[str, Any] | None
    items: tuple[ItemRow, ...]
    """The questions that were asked, those to look at first."""


def statistics_of(
    session: Session, slug: str, version: int, assessment: str
) -> AssessmentStatistics:
    """Return the statistics; CourseNotFound, VersionNotFound, AssessmentNotFound."""
    found = version_of(session, slug, version)
    definition = assessment_definition(session, found.id, assessment)
    rows = session.scalars(
        select(ItemStatistic).where(
            ItemStatistic.version_id == found.id, ItemStatistic.assessment == assessment
        )
    ).all()
    kept = {(row.question, row.language): row.statistics for row in rows}
    items = [
        ItemRow(
            question,
            kept[question.key, ""],
            {
                language: statistics
                for (name, language), statistics in sorted(kept.items())
                if name == question.key and language
            },
        )
        for question in definition.questions
        if (question.key, "") in kept
    ]
    items.sort(key=lambda item: -len(item.everybody["flags"]))
    return AssessmentStatistics(
        outline=outline(session, found.id),
        definition=definition,
        computed_at=max((row.computed_at for row in rows), default=None),
        whole=kept.get(("", "")),
        items=tuple(items),
    )
