"""The paper of one attempt: which questions are asked, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a paper, with the order of its parts and the exact text it is pinned to."""

    question: str
    orders: Mapping[str, tuple[str, ...]]
    """By part (`choices`, `items` …), the ids in the order of this attempt."""
    content_hash: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The order of the choices; empty for a question that has none."""
        return self.orders.get("choices", ())


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
            {
                "question": item.question,
                **{part: [*names] for part, names in item.orders.items()},
                "hash": item.content_hash,
            }
            for item in self.items
        ]

    @classmethod
    def from_document(cls, document: Sequence[dict[str, Any]]) -> Paper:
        """Return the paper that was stored."""
        return cls(tuple(map(_item, document)))


def _item(entry: Mapping[str, Any]) -> Item:
    orders = {
        part: tuple(names) for part, names in entry.items() if part not in {"question", "hash"}
    }
    return Item(entry["question"], orders, entry["hash"])
