"""Questions and assessments as published: ids and keys without language, texts by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from elearn.catalogue.rules.questions import QuestionTexts, QuestionType, question_type
from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class QuestionForLearning:
    """A question with its key."""

    key: str
    type: str
    outcome: str | None
    difficulty: str | None
    shuffle: bool
    sources: tuple[str, ...]
    body: Mapping[str, Any] = field(repr=False)
    """Ids and key, without words; the key never leaves the server before the attempt is closed."""
    texts: Mapping[str, QuestionTexts]
    """By language, only where every word of the question is translated."""
    source_language: str
    content_hash: str

    @property
    def kind(self) -> QuestionType:
        """What its type is able to do."""
        return question_type(self.type)

    def text(self, language: str) -> QuestionTexts:
        """Return the question's words in the language, or all of them in the source language."""
        return self.texts.get(language) or self.texts[self.source_language]


@dataclass(frozen=True, slots=True)
class Draw:
    """How many questions on an outcome, of one difficulty or of any, are drawn from the pool."""

    outcome: str
    items: int
    difficulty: str | None = None

    def takes(self, question: QuestionForLearning) -> bool:
        """Return whether the question may be drawn for this line."""
        return question.outcome == self.outcome and self.difficulty in {None, question.difficulty}


@dataclass(frozen=True, slots=True)
class AssessmentPolicy:
    """How an assessment may be taken."""

    attempts: int | None = None
    """How many attempts are allowed; None is unlimited."""
    cool_down: int = 0
    """Hours between the closing of an attempt and the start of the next."""
    counts: str = "best"
    """Whose score stands: `best`, `last` or `first`."""
    time_limit: int | None = None
    """Minutes an attempt may last; None is without limit."""
    feedback: str = "own"
    """What the review of a final tells: `own`, `full`, `late` or `none`."""
    pretest: str | None = None
    """The check whose score the gain is measured from."""


@dataclass(frozen=True, slots=True)
class AssessmentForLearning:
    """An assessment with its rules and its whole pool."""

    key: str
    kind: str
    module_id: str | None
    pass_mark: float
    policy: AssessmentPolicy
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

    @property
    def attempts(self) -> int | None:
        """How many attempts are allowed; None is unlimited."""
        return self.policy.attempts

    def question(self, key: str) -> QuestionForLearning | None:
        """Return the question with that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    @property
    def length(self) -> int:
        """How many questions one attempt asks."""
        return sum(draw.items for draw in self.blueprint) or len(self.questions)
