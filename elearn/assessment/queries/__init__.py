"""Reads: attempts, their answers, and the result of a closed one."""

from elearn.assessment.queries.attempts import (
    AttemptNotFound,
    answers_of,
    attempt_of,
    attempts_at,
)
from elearn.assessment.queries.review import AttemptStillOpen, Review, ReviewedAnswer, review
from elearn.assessment.queries.sitting import Asked, Sitting, sitting

__all__ = [
    "Asked",
    "AttemptNotFound",
    "AttemptStillOpen",
    "Review",
    "ReviewedAnswer",
    "Sitting",
    "answers_of",
    "attempt_of",
    "attempts_at",
    "review",
    "sitting",
]
