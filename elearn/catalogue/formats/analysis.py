"""The words of a text as they are compared: cut out, folded and brought to their stem.

Spaced scripts are cut at what is no letter or digit, and each word goes to its Snowball stem where
the language has one (snowballstem.org). Han and Hangul have no stems here: every run of them is cut
into pairs of neighbouring signs, which finds a word wherever it stands and whatever follows it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from elearn.catalogue.rules.questions.words import normalised

STEMMERS = {
    "ar": "arabic",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "pt": "portuguese",
    "ru": "russian",
}
EAST_ASIAN = (
    "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
VOWELS = "\u064b-\u0652\u0670\u0640"
RUN = re.compile(rf"[{EAST_ASIAN}]+|(?:(?![{EAST_ASIAN}])[^\W_]|[{VOWELS}])+")
IS_EAST_ASIAN = re.compile(rf"[{EAST_ASIAN}]")
FOLDED = ("nfkc", "case", "diacritics", "arabic_letters")
ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
"""The Arabic article with what is written together with it: and, then, with, like, to."""
VOWEL_SIGNS = re.compile(rf"[{VOWELS}]")
SPANISH_PLURAL = re.compile(r"(?<=[^\Waeiouáéíóús])es$|(?<=\w[aeioué])s$")
"""What the Spanish stemmer takes together with more than it should: gobiernos."""
PORTUGUESE_BARE = re.compile(r"c(ao|oes)$")
PORTUGUESE_ENDINGS = {"ao": "ção", "oes": "ções"}
"""The commonest ending as it is typed in a hurry: observacao, observacoes."""
PORTUGUESE_PLURAL = re.compile(r"(?<=\w{3})ais$")
"""What the Portuguese stemmer does not take together: final, finais."""
PROCLITIC = re.compile(r"^[وفبلك]{1,2}(?=\w{3})")
"""And, then, with, to and like, written together with an Arabic word that has no article."""
PAIR = 2


class Word(NamedTuple):
    """A word, or a pair of Han or Hangul signs, and where it stands in the text."""

    start: int
    end: int
    surface: str
    """Folded: without case, accents and vowel signs."""
    stem: str


def words(text: str, language: str) -> list[Word]:
    """Return the words of a text in the language, in order; pairs of signs overlap."""
    return list(_words(text, language))


def _words(text: str, language: str) -> Iterator[Word]:
    for run in RUN.finditer(text):
        said, start = run[0], run.start()
        if not IS_EAST_ASIAN.match(said):
            yield Word(start, run.end(), fold(said), stem(said, language))
            continue
        for n in range(max(len(said) - 1, 1)):
            pair = fold(said[n : n + PAIR])
            yield Word(start + n, min(start + n + PAIR, run.end()), pair, pair)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word without case, accents, vowel signs and the variants of Arabic letters."""
    return normalised(word, FOLDED)


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Return the folded stem of a word; the word itself in a language without stems."""
    whole = unicodedata.normalize("NFKC", word).casefold()
    stemmer = _stemmer(language)
    if stemmer is None:
        return fold(whole)
    if language == "ar":
        # led by the article, a word is taken for a noun, and so alike in every sentence
        bare = ARTICLE.sub("", VOWEL_SIGNS.sub("", whole.removesuffix("اً")))
        return fold(stemmer.stemWord(f"ال{bare}").removeprefix("ال"))
    if language == "pt":
        whole = PORTUGUESE_BARE.sub(lambda found: PORTUGUESE_ENDINGS[found[1]], whole)
        whole = PORTUGUESE_PLURAL.sub("al", whole)
    longer = SPANISH_PLURAL.sub("", whole) if language == "es" else whole
    shorter = stemmer.stemWord(longer)
    while shorter != longer:
        # to the very end: a word without its ending may show another (titulares, titular, titul)
        longer, shorter = shorter, stemmer.stemWord(shorter)
    return fold(shorter)


@cache
def _stemmer(language: str) -> Any:  # the library has no types
    name = STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


def stems(word: Word, language: str) -> frozenset[str]:
    """Return every stem that the word may have: an Arabic first letter may be a word of its own."""
    if language != "ar":
        return frozenset((word.stem,))
    return frozenset((word.stem, stem(PROCLITIC.sub("", word.surface), language)))
