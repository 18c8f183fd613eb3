"""The vocabulary of results, which every kind of activity reports in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PROVIDERS = (
    "platform_self_paced",
    "own_body",
    "civil_society",
    "nhri",
    "academy",
    "association",
    "university",
    "other",
)
"""Who teaches: the kinds of the data model of local charters, entity ProviderRule."""


class Verb(StrEnum):
    """What was achieved, in the verbs of cmi5 (specification, section 9.3) and of xAPI."""

    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"
    SCORED = "scored"
    """A score without a judgement, as a check without a pass mark gives."""


class MoveOn(StrEnum):
    """What makes a course count as done, in the values of cmi5 (specification, section 13.1.4)."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"
    NOT_APPLICABLE = "NotApplicable"


class LessonState(StrEnum):
    """How far a learner is with one lesson."""

    NOT_STARTED = "not_started"
    ATTEMPTED = "attempted"
    COMPLETED = "completed"


class EnrolmentStatus(StrEnum):
    """How far a learner is with the whole course."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Score:
    """Points won, out of how many, and their share of 1."""

    raw: float
    max: float
    scaled: float


def assessment_activity(key: str) -> str:
    """Return the name under which an assessment reports its results."""
    return f"assessment:{key}"
