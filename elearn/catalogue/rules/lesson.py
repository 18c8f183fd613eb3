"""A lesson as compiled at publication: read many times, written once."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text of a lesson; its id is the same in every language."""

    id: str
    kind: str
    language: str
    """The language it is shown in: the lesson's, or the source's where it falls back."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source cited in a lesson, with its number and the places cited."""

    n: int
    id: str
    title: Text
    reference: Text
    locators: tuple[str, ...]
    url: str | None = None
    checked_on: str | None = None

    @property
    def anchor(self) -> str:
        """The id that the citations in the text link to."""
        return f"src-{self.id}"


@dataclass(frozen=True, slots=True)
class Explained:
    """A term of the glossary that a lesson uses."""

    id: str
    term: Text
    definition: Text
    original: Text
    """The term in the language that the course was written in."""

    @property
    def anchor(self) -> str:
        """The id that the words in the text link to."""
        return f"term-{self.id}"


@dataclass(frozen=True, slots=True)
class CompiledLesson:
    """What a learner reads: safe HTML in one language, with its fallbacks already marked.

    The HTML holds comments where the page puts its own words: `<!--fallback-label-->` and
    `<!--label:example-->`, `<!--label:case-->`, `<!--label:description-->`,
    `<!--label:sound-->`, `<!--label:transcript-->`; and between `<!--place:…-->` and
    `<!--/place:…-->` what stands there until the municipality says it for itself.
    """

    id: str
    title: Text
    html: str
    language: str
    blocks: tuple[Block, ...]
    references: tuple[Reference, ...]
    terms: tuple[Explained, ...] = ()
    """The terms that the source text uses, in its order, the same in every language."""
