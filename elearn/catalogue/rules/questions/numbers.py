"""A number as people type it, read without knowing their language.

A comma is a decimal sign to half of the world and a thousands separator to the other. What can be
read in one way only is read so; what can be read in two is asked again, whatever the language of
the page: otherwise the same keys would mean something else after a change of language.
"""

from __future__ import annotations

import re
from decimal import Decimal

from elearn.catalogue.rules.questions.fitting import AnswerUnfit
from elearn.catalogue.rules.questions.words import western_digits
from elearn.errors import N_

SIGNS = str.maketrans(
    {"−": "-", "–": "-", "٫": "d", "٬": "g", "’": "g", "'": "g", " ": "g"}  # as people type it
)
TYPED = re.compile(r"[\d+−–.,٫٬’' -]+\Z")
PLAIN = re.compile(r"([+-]?)(\d+)(?:d(\d*))?\Z|([+-]?)d(\d+)\Z")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:g\d{3})+(?:d\d+)?\Z")
GROUP = 3


class NumberUnread(AnswerUnfit):
    """What was typed is no number, or could be one of two."""

    code = "number-unread"


def read_number(text: str) -> Decimal:
    """Return the number; NumberUnread where it is none, or can be read in two ways.

    Digits of every script count. A space, an apostrophe and the Arabic thousands separator only
    ever group; the Arabic decimal separator only ever parts.
    """
    spaced = " ".join(text.split())
    if not TYPED.match(spaced):
        raise _unread(text)
    signs = western_digits(spaced).translate(SIGNS)
    marked = _marked(signs, text)
    if "g" in marked:
        if not GROUPED.match(marked):
            raise _unread(text)
        marked = marked.replace("g", "")
    if not PLAIN.match(marked):
        raise _unread(text)
    return Decimal(marked.replace("d", "."))


def _marked(text: str, typed: str) -> str:
    """Return the text with `d` for the decimal sign and `g` for what groups."""
    points, commas = text.count("."), text.count(",")
    if points and commas:
        last = "." if text.rindex(".") > text.rindex(",") else ","
        other = "," if last == "." else "."
        if text.count(last) > 1 or "d" in text:
            raise _unread(typed)
        return text.replace(other, "g").replace(last, "d")
    sign = "." if points else ","
    count = points or commas
    if count > 1 or (count and "d" in text):
        return text.replace(sign, "g")
    if count == 0:
        return text
    head, _, tail = text.partition(sign)
    whole = head.lstrip("+-")
    if "g" in head or len(tail) != GROUP or not 1 <= len(whole) <= GROUP or whole.startswith("0"):
        return f"{head}d{tail}"
    raise NumberUnread(
        N_(
            "“%(text)s” can be read as %(whole)s or as %(part)s. Write the first without a"
            " separator, or the second with one more digit: %(longer)s."
        ),
        text=typed,
        whole=head + tail,
        part=f"{head}.{tail}",
        longer=f"{head}.{tail}0",
    )


def _unread(text: str) -> NumberUnread:
    return NumberUnread(
        N_("“%(text)s” is not a number. Write it with digits, such as 12 or 0.5."), text=text[:40]
    )
