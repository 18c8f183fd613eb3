"""Where the terms of a course's glossary stand in a text, in any of its languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from elearn.catalogue.formats.analysis import Word, stems, words
from elearn.catalogue.formats.markdown import CITATION
from elearn.catalogue.formats.pack import Term


class Found(NamedTuple):
    """A term and where it stands in the text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term, as words."""

    term: str
    words: tuple[Word, ...]


class Finder:
    """Finds the terms of a language; of two that begin alike, the longer one."""

    def __init__(self, language: str, forms: Mapping[str, Sequence[str]]) -> None:
        """Take the forms of each term, by its id, the one to be used first."""
        self.language = language
        self.known = {term: each[0] for term, each in forms.items() if each}
        every = [
            Form(term, tuple(words(form, language)))
            for term, each in forms.items()
            for form in each
        ]
        self.forms: dict[str, list[Form]] = {}
        for form in every:
            if form.words:
                self.forms.setdefault(form.words[0].stem, []).append(form)
        self._found: dict[str, list[Found]] = {}

    def find(self, text: str) -> list[Found]:
        """Return every term in the text, in order, none within another; citations say none."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> list[Found]:
        hay, heard = self._heard(text)
        found: list[Found] = []
        at = 0
        while at < len(hay):
            form = self._at(heard, at)
            if form is None:
                at += 1
                continue
            last = hay[at + len(form.words) - 1]
            found.append(Found(form.term, hay[at].start, last.end))
            at += len(form.words)
        return found

    def said(self, text: str) -> set[str]:
        """Return every term that the text says, those within a longer one included."""
        _, heard = self._heard(text)
        return {form.term for at in range(len(heard)) for form in self._beginning(heard, at)}

    def _heard(self, text: str) -> tuple[list[Word], list[frozenset[str]]]:
        """Return the words of a text, and the stems that each may have."""
        bare = CITATION.sub(lambda match: " " * len(match[0]), text)  # what follows keeps its place
        hay = words(bare, self.language)
        return hay, [stems(word, self.language) for word in hay]

    def _at(self, heard: Sequence[frozenset[str]], at: int) -> Form | None:
        return max(self._beginning(heard, at), key=lambda form: len(form.words), default=None)

    def _beginning(self, heard: Sequence[frozenset[str]], at: int) -> Iterator[Form]:
        """Yield the forms that the text says from this word on."""
        for form in (form for each in heard[at] for form in self.forms.get(each, ())):
            here = heard[at : at + len(form.words)]
            if len(here) == len(form.words) and all(
                word.stem in each for word, each in zip(form.words, here, strict=True)
            ):
                yield form


def finder(terms: Sequence[Term], language: str, say: Callable[[str, str], str | None]) -> Finder:
    """Return what finds the terms; `say` gives a text of a context in the language, or None."""
    forms: dict[str, list[str]] = {}
    for term in terms:
        said = say(f"term:{term.id}", term.term.text)
        if said:
            forms[term.id] = [said, *term.also.get(language, ())]
    return Finder(language, forms)
