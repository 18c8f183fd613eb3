"""Reads: attempts, their answers, and the result of a closed one."""

from elearn.assessment.queries.allowances import Allowed, allowances_below
from elearn.assessment.queries.attempts import (
    AttemptNotFound,
    answers_of,
    attempt_by_id,
    attempt_of,
    attempts_at,
    responses_of,
)
from elearn.assessment.queries.corrections import ScoreThatStands, corrections_of, scores_of
from elearn.assessment.queries.marking import (
    AnswerNotFound,
    Waiting,
    waiting_answer,
    waiting_answers,
)
from elearn.assessment.queries.marks import counting_marks, marks_at, marks_of
from elearn.assessment.queries.preview import Pool, Preview, pool, preview, with_response
from elearn.assessment.queries.review import (
    AttemptStillOpen,
    Review,
    ReviewedAnswer,
    review,
    review_of,
)
from elearn.assessment.queries.sitting import Asked, Sitting, ask, sitting
from elearn.assessment.queries.statistics import AssessmentStatistics, ItemRow, statistics_of
from elearn.assessment.queries.time import expired_attempts, time_allowances, time_factor

__all__ = [
    "Allowed",
    "AnswerNotFound",
    "Asked",
    "AssessmentStatistics",
    "AttemptNotFound",
    "AttemptStillOpen",
    "ItemRow",
    "Pool",
    "Preview",
    "Review",
    "ReviewedAnswer",
    "ScoreThatStands",
    "Sitting",
    "Waiting",
    "allowances_below",
    "answers_of",
    "ask",
    "attempt_by_id",
    "attempt_of",
    "attempts_at",
    "corrections_of",
    "counting_marks",
    "expired_attempts",
    "marks_at",
    "marks_of",
    "pool",
    "preview",
    "responses_of",
    "review",
    "review_of",
    "scores_of",
    "sitting",
    "statistics_of",
    "time_allowances",
    "time_factor",
    "waiting_answer",
    "waiting_answers",
    "with_response",
]
