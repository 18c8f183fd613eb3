"""A statement that is true or false."""

from __future__ import annotations

from elearn.assessment.rules.types.single_choice import most, score

NAME = "true_false"
CONTROL = "radio"

__all__ = ["CONTROL", "NAME", "most", "score"]
