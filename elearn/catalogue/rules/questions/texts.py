"""The words of a question in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class QuestionTexts:
    """A question's words in one language, complete."""

    language: str
    prompt: str
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By part (`choices`, `items`, `feedback` …), then by id; the question's own id is empty."""

    def of(self, part: str, name: str = "") -> str:
        """Return a text; empty where the author wrote none."""
        return self.parts.get(part, {}).get(name, "")

    def listed(self, part: str, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Return (id, text) of parts in the order of the names."""
        return tuple((name, self.of(part, name)) for name in names)
