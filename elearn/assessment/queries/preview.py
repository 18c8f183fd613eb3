"""A question as its author looks at it: in every state that learners meet, and with its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from elearn.assessment.queries.sitting import Asked, ask
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries import assessment_definition, outline, version_of
from elearn.catalogue.rules import AssessmentForLearning, Outline, QuestionForLearning
from elearn.catalogue.rules.questions import Line
from elearn.errors import N_, NotFound


class QuestionNotThere(NotFound):
    """The version has no question with that id."""

    code = "question-not-found"


@dataclass(frozen=True, slots=True)
class Pool:
    """The questions of one assessment of a version."""

    version: CourseVersion
    outline: Outline
    assessments: tuple[AssessmentForLearning, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A question in one state."""

    version: CourseVersion
    outline: Outline
    assessment: AssessmentForLearning
    question: QuestionForLearning
    asked: Asked
    lines: tuple[Line, ...]
    """What a review says of the answer shown, with the key."""


def pool(session: Session, slug: str, version: int) -> Pool:
    """Return every assessment of a version with its questions; CourseNotFound, VersionNotFound."""
    found = version_of(session, slug, version)
    course = outline(session, found.id)
    return Pool(
        found,
        course,
        tuple(assessment_definition(session, found.id, each.key) for each in course.assessments),
    )


def preview(  # noqa: PLR0913  # which question, in which language and state
    session: Session, slug: str, version: int, key: str, language: str, *, answered: bool
) -> Preview:
    """Return a question with the right answer given, or with none; QuestionNotThere."""
    found = pool(session, slug, version)
    for assessment in found.assessments:
        question = assessment.question(key)
        if question is not None:
            break
    else:
        raise QuestionNotThere(N_("This version has no such question. Open the list of questions."))
    spoken = found.outline.language(language)
    kind, body = question.kind, question.body
    response: Mapping[str, Any] = kind.best(body) if answered else {}
    orders = kind.fixed(body, kind.orders(body))
    asked = ask(1, question, orders, None, spoken)
    texts = question.text(spoken)
    return Preview(
        found.version,
        found.outline,
        assessment,
        question,
        with_response(asked, question, orders, response),
        kind.lines(body, texts, orders, response),
    )


def with_response(
    asked: Asked,
    question: QuestionForLearning,
    orders: Mapping[str, tuple[str, ...]],
    response: Mapping[str, Any],
) -> Asked:
    """Return the question with another answer in its controls than the one that is saved."""
    texts = question.text(asked.language)
    return replace(asked, controls=question.kind.controls(question.body, texts, orders, response))
