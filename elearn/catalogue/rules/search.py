"""What is looked for in the catalogue, and what is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class Filters:
    """What a course must be about or offered in; None leaves it open."""

    right: str | None = None
    sdg: str | None = None
    instrument: str | None = None
    language: str | None = None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (kind, key) of each that is set."""
        every = (
            ("right", self.right),
            ("sdg", self.sdg),
            ("instrument", self.instrument),
            ("language", self.language),
        )
        return tuple((kind, key) for kind, key in every if key)


class Piece(NamedTuple):
    """A piece of an excerpt, and whether it is what was looked for."""

    text: str
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A course or a lesson that fits."""

    slug: str
    code: str
    course: Text
    """The title of the course."""
    lesson_id: str | None
    """None for the course itself."""
    title: Text
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    hits: tuple[Hit, ...]
    read_as: str | None = None
    """What was looked for instead, where a word that nothing says was taken for another."""
    some: bool = False
    """Whether the hits say only some of the words, because nothing says all of them."""
