"""The numbers and document symbols of a text, in whatever digits and notation it writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from elearn.catalogue.rules.questions.words import western_digits

SYMBOL = re.compile(
    r"\b(?:A|E|S|ST|HR|HRI|CRC|CCPR|CEDAW|CERD|CRPD|CMW|CAT)/[A-Z0-9][A-Z0-9./-]*[A-Z0-9]"
)
"""A United Nations document symbol, such as A/HRC/56/32."""
ENTITY = re.compile(r"&#?\w+;")
NUMBER = re.compile(r"\d+(?:\.\d+)*")
THOUSANDS = re.compile(r"(?<=\d)[,.'\u00a0\u202f\u2009 \u066c](?=\d{3}(?!\d))")
DECIMAL = re.compile(r"(?<=\d)[,\u066b](?=\d)")
HALF_DAY = re.compile(r"\b(\d{1,2})(?::(\d\d))? ?([ap])\.? ?m\b", re.IGNORECASE)
ROMAN = re.compile(r"\b[IVXL]+\b")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
NOON = 12
ENGLISH = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "100", "thousand": "1000", "first": "1", "second": "2", "third": "3",
    "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
    "tenth": "10", "once": "1", "twice": "2", "both": "2", "half": "0.5", "a": "1", "an": "1",
}  # fmt: skip
"""What English says in words and another language may well write in digits."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What of a text a translation must keep, and what else it may write as a number."""

    numbers: Counter[str]
    symbols: Counter[str]
    optional: frozenset[str]
    """Numbers that the text says in words, such as nine treaties or the month of a date."""
    hours: tuple[tuple[str, str], ...]
    """Hours of a half day, each as a clock of 12 and as one of 24 hours says it."""


def figures(text: str, language: str) -> Figures:
    """Return the numbers and document symbols of a text, with western digits and decimal points."""
    western = western_digits(ENTITY.sub(" ", text))
    hours = tuple(map(_hours, HALF_DAY.finditer(western))) if language == "en" else ()
    optional = set(_said(western, language))
    if hours:
        western = HALF_DAY.sub(r"\2", western)
        optional.update(["0", "00", *(each for pair in hours for each in pair)])
    bare = DECIMAL.sub(".", THOUSANDS.sub("", western))
    numbers, symbols = Counter(NUMBER.findall(bare)), Counter(SYMBOL.findall(western))
    return Figures(numbers, symbols, frozenset(optional), hours)


def lost(source: Figures, translation: Figures) -> Iterator[str]:
    """Yield every number and document symbol of the source that the translation lacks."""
    yield from (source.numbers - translation.numbers).elements()
    for pair in source.hours:
        if not any(each in translation.numbers for each in pair):
            yield pair[1]
    yield from (source.symbols - translation.symbols).elements()


def added(source: Figures, translation: Figures) -> Iterator[str]:
    """Yield every number and document symbol that the source neither writes nor says."""
    new = translation.numbers - source.numbers
    yield from (value for value in new if value not in source.optional)
    yield from (translation.symbols - source.symbols).elements()


def _hours(match: re.Match[str]) -> tuple[str, str]:
    """Return an English hour of a half day as it stands, and as a clock of 24 hours says it."""
    return match[1], str(int(match[1]) % NOON + (NOON if match[3].lower() == "p" else 0))


def _said(text: str, language: str) -> Iterator[str]:
    """Yield the numbers that the text says without digits."""
    for name, month in _months(language):
        if name.search(text):
            yield month
    for roman in ROMAN.findall(text):
        yield str(_roman(roman))
    if language == "en":
        spoken = re.findall(r"[a-z]+", text.casefold())
        yield from (ENGLISH[word] for word in spoken if word in ENGLISH)


def _roman(text: str) -> int:
    values = [ROMAN_VALUES[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


@cache
def _months(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    names = Locale.parse(language).months["format"]["wide"]
    return tuple(
        (re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE), str(month))
        for month, name in names.items()
    )
