"""The closed vocabularies of attendance."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How it was found that somebody was there."""

    LIST = "list"
    """The trainer marked it on the list."""
    CODE = "code"
    """They typed in the code that the trainer showed."""


class CodeState(StrEnum):
    """Whether the code of a workshop can be typed in."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"
