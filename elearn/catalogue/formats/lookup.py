"""Words as they are kept in the full text of the databases, and as they are looked for there.

A token is a stem led by its language, so that one index serves all of them and a search never meets
the words of another language. Han and Hangul are kept as pairs of signs; a run of them that is
looked for is a phrase of its pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from elearn.catalogue.formats.analysis import IS_EAST_ASIAN, Word, stems, words
from elearn.catalogue.rules.search import Piece

PARTICLE = re.compile(r"(?<=[\u4e00-\u9fff]{2})的(?=[\u4e00-\u9fff]{2})")
"""The Chinese particle between two words that need not stand together: 委员会的结论性意见."""
SHORTEST = 3
"""Letters of the shortest stem that may be the beginning of a longer one."""
MOST = 12
"""Words of a search that count; nobody types more."""
AROUND = 90
"""Signs of an excerpt before and after the first word that fits."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that is looked for: any of its stems, or all its pairs in a row."""

    tokens: tuple[str, ...]
    phrase: bool = False
    begins: bool = False
    """Whether a longer word that begins so fits as well."""
    said: str = ""
    """As it was typed, without case and accents."""


def tokens(found: Iterable[Word], language: str) -> list[str]:
    """Return the tokens of the words of a text, in its order; one that has two stems gives both."""
    return [f"{language}{stem}" for word in found for stem in sorted(stems(word, language))]


def wanted(text: str, language: str) -> tuple[Wanted, ...]:
    """Return the words that a reader types, the last as what may be unfinished."""
    typed = PARTICLE.sub(" ", text) if language == "zh" else text
    found = [_wanted(run, language) for run in _runs(words(typed, language))][:MOST]
    if found and not found[-1].phrase and len(found[-1].said) >= SHORTEST:
        found[-1] = replace(found[-1], begins=True)
    return tuple(found)


def _runs(found: Iterable[Word]) -> Iterator[list[Word]]:
    """Yield each word by itself, and the pairs of one run of signs together."""
    run: list[Word] = []
    for word in found:
        if run and not (IS_EAST_ASIAN.match(word.surface) and word.start < run[-1].end):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _wanted(run: list[Word], language: str) -> Wanted:
    first = run[0]
    if IS_EAST_ASIAN.match(first.surface):
        said = first.surface + "".join(word.surface[-1] for word in run[1:])
        pairs = tuple(f"{language}{word.stem}" for word in run)
        return Wanted(pairs, phrase=True, begins=len(first.surface) == 1, said=said)
    every = tuple(f"{language}{stem}" for stem in sorted(stems(first, language)))
    return Wanted(every, said=first.surface)


def trimmed(word: Wanted) -> Wanted:
    """Return a phrase without its last pair, where a particle may stand; else the word itself."""
    if word.phrase and len(word.tokens) > 1:
        return replace(word, tokens=word.tokens[:-1])
    return word


def excerpt(text: str, sought: Iterable[Wanted], language: str) -> tuple[Piece, ...]:
    """Return the text around the first word that fits, what fits marked; else its beginning."""
    bare = {token.removeprefix(language) for word in sought for token in word.tokens}
    spot = _first(text.casefold(), bare)
    start = text.rfind("\n", 0, spot) + 1
    if spot - start > AROUND:
        start = text.find(" ", spot - AROUND, spot) + 1 or spot
    end = text.find("\n", spot)
    end = len(text) if end < 0 else end
    if end - spot > AROUND:
        end = max(text.rfind(" ", spot, spot + AROUND), spot + AROUND // 2)
    return tuple(_pieces(text, start, end, bare, language))


def _first(text: str, bare: set[str]) -> int:
    """Return where a stem stands for the first time; a stem that bends its word is not seen."""
    if not bare:
        return 0
    found = re.search("|".join(sorted(map(re.escape, bare), key=len, reverse=True)), text)
    return found.start() if found else 0


def _pieces(text: str, start: int, end: int, bare: set[str], language: str) -> Iterator[Piece]:
    shown = text[start:end]
    if start and text[start - 1] != "\n":
        yield Piece("… ")
    at, beginnings = 0, tuple(bare)
    for word in words(shown, language):
        if word.end > at and any(stem.startswith(beginnings) for stem in stems(word, language)):
            begin = max(word.start, at)
            if begin > at:
                yield Piece(shown[at:begin])
            yield Piece(shown[begin : word.end], wanted=True)
            at = word.end
    if shown[at:]:
        yield Piece(shown[at:])
    if end < len(text) and text[end] != "\n":
        yield Piece(" …")
