"""The paper of one attempt: which questions are asked, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a paper, with the order of its choices and the exact text it is pinned to."""

    question: str
    choices: tuple[str, ...]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of an attempt in order; kept with it, so it is never drawn again."""

    items: tuple[Item, ...]

    def position(self, question: str) -> int | None:
        """Return the number of a question, counted from 1, or None where it is not asked."""
        keys = [item.question for item in self.items]
        return keys.index(question) + 1 if question in keys else None

    def item(self, question: str) -> Item | None:
        """Return a question of the paper, or None."""
        return next((item for item in self.items if item.question == question), None)

    def as_document(self) -> list[dict[str, Any]]:
        """Return the paper as it is stored."""
        return [
            {"question": item.question, "choices": [*item.choices], "hash": item.content_hash}
            for item in self.items
        ]

    @classmethod
    def from_document(cls, document: Sequence[dict[str, Any]]) -> Paper:
        """Return the paper that was stored."""
        return cls(
            tuple(
                Item(entry["question"], tuple(entry["choices"]), entry["hash"])
                for entry in document
            )
        )
