"""The words of all courses, as readers look them up."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of the glossary, whichever courses explain it."""

    id: str
    term: Text
    definition: Text
    original: Text
    """The term in the language that its course was written in."""
    courses: tuple[tuple[str, Text], ...]
    """The slug and title of every course that explains it."""
