"""Which script a name is written in, so that it is set in its own face and its own direction."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

KANA = frozenset({"HIRAGANA", "KATAKANA"})
LANGUAGES = {
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
}
"""The language whose faces and habits suit a script best, where the person's own is not known."""
WRITTEN_IN = {
    "ar": {"ARABIC"},
    "ko": {"HANGUL", "CJK"},
    "zh": {"CJK"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "ru": {"CYRILLIC"},
}
"""The scripts a language may use, other than Latin."""


@dataclass(frozen=True, slots=True)
class Written:
    """How a text is written: its script (a Unicode name), a language that suits it, direction."""

    script: str
    language: str | None
    direction: str


def written(text: str, own_language: str | None = None) -> Written:
    """Return how the text is written, by its letters; `own_language` decides where it can."""
    script = _script(text)
    language = LANGUAGES.get(script)
    if own_language is not None and script in WRITTEN_IN.get(own_language, {"LATIN"}):
        language = own_language
    return Written(script=script, language=language, direction=_direction(text))


def _script(text: str) -> str:
    """Return the commonest script of the letters; kana and Hangul tell more than Han does."""
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            name = unicodedata.name(character, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]
            counts[name] = counts.get(name, 0) + 1
    for telling in ("HANGUL", *KANA):
        if telling in counts:
            return telling
    return max(counts, key=lambda name: counts[name], default="COMMON")


def _direction(text: str) -> str:
    """Return the direction of the first letter that has one."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
