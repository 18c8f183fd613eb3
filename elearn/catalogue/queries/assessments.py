"""Assessments with their pools and keys, kept in the process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.stored import blueprint_of, body, policy_of, words_of
from elearn.catalogue.models import AssessmentDefinition, QuestionDefinition, QuestionText
from elearn.catalogue.queries.cache import Kept
from elearn.catalogue.queries.errors import AssessmentNotFound
from elearn.catalogue.queries.outlines import outline
from elearn.catalogue.rules import (
    AssessmentForLearning,
    Outline,
    QuestionForLearning,
    QuestionTexts,
)

ASSESSMENTS: Kept[AssessmentForLearning] = Kept(256)


def assessment_definition(
    session: Session, version_id: int, key: str, content_hash: str | None = None
) -> AssessmentForLearning:
    """Return an assessment of a version with its questions; AssessmentNotFound when it has none."""
    course = outline(session, version_id, content_hash)
    if course.assessment(key) is None:
        raise AssessmentNotFound(key)
    kept_by = (version_id, course.content_hash, key)
    return ASSESSMENTS.get(kept_by, lambda: _load(session, course, key))


def _load(session: Session, course: Outline, key: str) -> AssessmentForLearning:
    rows = session.execute(
        select(AssessmentDefinition, QuestionDefinition)
        .join(QuestionDefinition, QuestionDefinition.assessment_id == AssessmentDefinition.id)
        .where(
            AssessmentDefinition.version_id == course.version_id, AssessmentDefinition.key == key
        )
        .order_by(QuestionDefinition.position)
    ).all()
    found = rows[0][0]
    return AssessmentForLearning(
        key=key,
        kind=found.kind,
        module_id=found.module_key,
        pass_mark=found.policy["pass_mark"],
        policy=policy_of(found.policy),
        blueprint=blueprint_of(found.policy),
        questions=_questions(session, course, [question for _, question in rows]),
        titles={
            language: course.texts[language][f"assessment.{key}.title"]
            for language in course.languages
        },
        source_language=course.source_language,
    )


def _questions(
    session: Session, course: Outline, questions: Sequence[QuestionDefinition]
) -> tuple[QuestionForLearning, ...]:
    texts: dict[int, dict[str, QuestionTexts]] = defaultdict(dict)
    rows = session.execute(
        select(QuestionText.question_id, QuestionText.language, QuestionText.texts)
        .join(QuestionDefinition, QuestionDefinition.id == QuestionText.question_id)
        .where(QuestionDefinition.assessment_id == questions[0].assessment_id)
    )
    for question_id, language, words in rows:
        if language in course.languages:
            texts[question_id][language] = words_of(language, words)
    return tuple(
        QuestionForLearning(
            key=question.key,
            type=question.type,
            outcome=question.definition["outcome"],
            difficulty=question.definition["difficulty"],
            shuffle=question.definition["shuffle"],
            sources=tuple(question.definition["sources"]),
            body=body(question.definition),
            texts=texts[question.id],
            source_language=course.source_language,
            content_hash=question.content_hash,
        )
        for question in questions
    )
