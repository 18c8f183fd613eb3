"""How often an assessment may be tried, and when its key may be shown."""

from __future__ import annotations

from elearn.catalogue.rules import AssessmentForLearning


def attempts_left(allowed: int | None, made: int) -> int | None:
    """Return how many attempts are left; None where there is no limit."""
    return None if allowed is None else max(0, allowed - made)


def reveals_key(assessment: AssessmentForLearning, *, passed: bool, left: int | None) -> bool:
    """Return whether the result of a closed attempt names the correct choices.

    A check always does. A final does once nothing is to be won by knowing them: after a pass, or
    after the last attempt; until then it tells what was right in one's own answers.
    """
    return assessment.kind != "final" or passed or left == 0
