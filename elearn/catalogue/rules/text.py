"""A piece of content and the language it is in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Content with its language, so that a fallback can be marked with its own `lang` and `dir`."""

    text: str
    language: str

    def __str__(self) -> str:
        """Return the bare text."""
        return self.text
