"""How often and how long an assessment may be tried, whose score stands, what a review may tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from elearn.catalogue.rules import AssessmentForLearning, AssessmentPolicy

FINAL = "final"


class Closed(Protocol):
    """What the rules need to know of a closed attempt."""

    @property
    def number(self) -> int:
        """1 for the first attempt, counted up."""

    @property
    def scaled(self) -> float | None:
        """The score, from 0 to 1; None while it waits for a mark."""


Attempted = TypeVar("Attempted", bound=Closed)


class AttemptStatus(StrEnum):
    """How far an attempt is."""

    OPEN = "open"
    """Answers are taken."""
    SUBMITTED = "submitted"
    """No more answers are taken; one of them waits for a trainer's mark."""
    CLOSED = "closed"
    """It has its score."""


class TimeFactor(StrEnum):
    """By how much a person's time is longer than everybody's."""

    USUAL = "1"
    QUARTER = "1.25"
    HALF = "1.5"
    DOUBLE = "2"
    NONE = "none"
    """No limit at all."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the review of a closed attempt may tell."""

    key: bool
    """What would have been right."""
    answers: bool
    """Which of one's own answers were right, and what their author says about them."""


def attempts_left(allowed: int | None, made: int) -> int | None:
    """Return how many attempts are left; None where there is no limit."""
    return None if allowed is None else max(0, allowed - made)


def opens_again(policy: AssessmentPolicy, last_closed: datetime | None) -> datetime | None:
    """Return the instant from which the next attempt may start; None for at once."""
    if last_closed is None or not policy.cool_down:
        return None
    return last_closed + timedelta(hours=policy.cool_down)


def expires(policy: AssessmentPolicy, factor: TimeFactor, started: datetime) -> datetime | None:
    """Return the instant at which the time for an attempt ends; None without a limit."""
    if policy.time_limit is None or factor is TimeFactor.NONE:
        return None
    return started + timedelta(minutes=policy.time_limit) * float(factor.value)


def counts_for_passing(policy: AssessmentPolicy, number: int) -> bool:
    """Return whether an attempt may decide that the assessment is passed.

    Where the first attempt counts, later ones are practice. Otherwise any may: where the last one
    counts its score stands, but a pass once won is a fact and is not taken away by trying again.
    """
    return policy.counts != "first" or number == 1


def standing(policy: AssessmentPolicy, closed: Sequence[Attempted]) -> Attempted | None:
    """Return the scored attempt whose score stands; of equal ones the earlier."""
    scored = sorted(
        (attempt for attempt in closed if attempt.scaled is not None),
        key=lambda attempt: attempt.number,
    )
    if not scored:
        return None
    match policy.counts:
        case "first":
            return scored[0]
        case "last":
            return scored[-1]
        case _:
            return max(scored, key=lambda attempt: (attempt.scaled or 0.0, -attempt.number))


def disclosure(assessment: AssessmentForLearning, *, passed: bool, left: int | None) -> Disclosure:
    """Return what the review of a closed attempt may tell.

    A check tells everything. A final tells by its policy: *own* (the usual) what was right in one's
    own answers, and the key once nothing is to be won by knowing it, after a pass or after the last
    attempt; *full* everything at once; *late* nothing but the score until then; *none* the score.
    """
    settled = passed or left == 0
    if assessment.kind != FINAL:
        return Disclosure(key=True, answers=True)
    match assessment.policy.feedback:
        case "full":
            return Disclosure(key=True, answers=True)
        case "late":
            return Disclosure(key=settled, answers=settled)
        case "none":
            return Disclosure(key=False, answers=False)
        case _:
            return Disclosure(key=settled, answers=True)
