"""Questions and assessments as published: ids and keys without language, texts by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class ChoiceForLearning:
    """One choice; whether it is correct never leaves the server before the attempt is closed."""

    id: str
    correct: bool


@dataclass(frozen=True, slots=True)
class QuestionTexts:
    """A question's words in one language, complete."""

    language: str
    prompt: str
    choices: Mapping[str, str]
    feedback: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QuestionForLearning:
    """A question with its key."""

    key: str
    type: str
    outcome: str | None
    difficulty: str | None
    shuffle: bool
    sources: tuple[str, ...]
    choices: tuple[ChoiceForLearning, ...]
    texts: Mapping[str, QuestionTexts]
    """By language, only where every word of the question is translated."""
    source_language: str
    content_hash: str

    @property
    def correct(self) -> frozenset[str]:
        """The ids of the correct choices."""
        return frozenset(choice.id for choice in self.choices if choice.correct)

    def text(self, language: str) -> QuestionTexts:
        """Return the question's words in the language, or all of them in the source language."""
        return self.texts.get(language) or self.texts[self.source_language]


@dataclass(frozen=True, slots=True)
class Draw:
    """How many questions of an outcome are drawn from the pool."""

    outcome: str
    items: int


@dataclass(frozen=True, slots=True)
class AssessmentForLearning:
    """An assessment with its rules and its whole pool."""

    key: str
    kind: str
    module_id: str | None
    pass_mark: float
    attempts: int | None
    """How many attempts are allowed; None is unlimited."""
    blueprint: tuple[Draw, ...]
    """Empty: every question is asked."""
    questions: tuple[QuestionForLearning, ...]
    titles: Mapping[str, str]
    source_language: str

    def title(self, language: str) -> Text:
        """Return the title in the language, or in the source language."""
        if language in self.titles:
            return Text(self.titles[language], language)
        return Text(self.titles[self.source_language], self.source_language)

    def question(self, key: str) -> QuestionForLearning | None:
        """Return the question with that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    @property
    def length(self) -> int:
        """How many questions one attempt asks."""
        return sum(draw.items for draw in self.blueprint) or len(self.questions)
