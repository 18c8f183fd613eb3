"""What two ways of writing the same answer have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

ARABIC = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
    }
)
"""Letters that are written one for the other: the forms of alif, yeh, waw, teh marbuta and kaf, and
the stretch (tatweel), which is no letter (Unicode Standard, section 9.2, "Arabic")."""

DAKUTEN = "\u3099\u309a"


def _width(text: str) -> str:
    wide = {"F", "H"}
    return "".join(
        unicodedata.normalize("NFKC", char) if unicodedata.east_asian_width(char) in wide else char
        for char in text
    )


def western_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char
        for char in text
    )


def _diacritics(text: str) -> str:
    kept = (
        char
        for char in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(char) or char in DAKUTEN
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _arabic(text: str) -> str:
    marks = ("\u064b", "\u0652")
    bare = "".join(char for char in text if not marks[0] <= char <= marks[1] and char != "\u0670")
    return unicodedata.normalize("NFC", bare).translate(ARABIC)


def _punctuation(text: str) -> str:
    return "".join(" " if unicodedata.category(char)[0] == "P" else char for char in text)


def _space(text: str) -> str:
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(visible.split())


STEPS: dict[str, Callable[[str], str]] = {
    "nfkc": lambda text: unicodedata.normalize("NFKC", text),
    "width": _width,
    "numerals": western_digits,
    "arabic_letters": _arabic,
    "diacritics": _diacritics,
    "case": str.casefold,
    "punctuation": _punctuation,
    "space": _space,
}
"""By the word of the pack format, in the order in which they are taken.

*nfkc*: compatibility forms are one (Unicode Standard Annex 15). *width*: full and half width are
one (Annex 11). *numerals*: digits of every script are one. *arabic_letters*: letters written one
for the other are, and short vowels do not count. *diacritics*: accents do not count. *case*: by
full case folding (Unicode Standard, section 3.13). *punctuation*: counts as space. *space*: runs of
white space are one, and invisible marks do not count.
"""

USUAL = ("nfkc", "case", "space")


def normalised(text: str, steps: Iterable[str]) -> str:
    """Return the text with everything taken away that shall not count.

    The steps are taken again until nothing changes, because one may undo another (folding the case
    of a letter may leave it decomposed).
    """
    wanted = [STEPS[name] for name in STEPS if name in set(steps)]
    for _ in range(4):
        before = text
        for step in wanted:
            text = step(text)
        if text == before:
            break
    return text
