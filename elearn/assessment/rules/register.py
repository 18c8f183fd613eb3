"""The register of question types: a new type is one module and one line here."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Protocol

from elearn.assessment.rules.types import multiple_response, single_choice, true_false
from elearn.catalogue.rules import QuestionForLearning


class QuestionType(Protocol):
    """What a module of a type holds."""

    NAME: str
    CONTROL: str

    def most(self, question: QuestionForLearning) -> int:
        """Return how many choices an answer may hold."""

    def score(self, question: QuestionForLearning, chosen: AbstractSet[str]) -> float:
        """Return the worth of an answer, from 0 to 1."""


REGISTER: tuple[QuestionType, ...] = (
    single_choice,
    multiple_response,
    true_false,
)

BY_NAME = {found.NAME: found for found in REGISTER}


def question_type(name: str) -> QuestionType:
    """Return the type with that name; KeyError for one that is not in the register."""
    return BY_NAME[name]
