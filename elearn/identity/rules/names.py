"""How identifiers and names are kept: a name as its bearer writes it, an identifier so it is found.

A name is composed to NFC and trimmed, nothing else: never split, reordered or changed in case.
"""

from __future__ import annotations

import re
import unicodedata

USER_NAME = re.compile(r"[\w][\w.\-@+]{1,63}")
"""A user name: letters and digits of any script, and . - @ + _ inside; no slash, no spaces."""

EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,255}\.[^@\s,;<>\".]{2,63}")

LONGEST_LOGIN = 200
"""What is beyond this many characters of a login is not looked at."""

JOINERS = "\u200c\u200d"
"""Zero-width joiners: invisible, but part of how Persian and some Indic words are written."""


def composed(text: str) -> str:
    """Return the text in NFC, without white space round it."""
    return unicodedata.normalize("NFC", text).strip()


def western_digits(text: str) -> str:
    """Return the text with every decimal digit of any script as 0–9."""
    return "".join(
        str(unicodedata.digit(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in text
    )


def identifier(text: str) -> str:
    """Return a staff number as it is kept: NFC, trimmed, with the digits 0–9."""
    return western_digits(composed(text))


def login_key(text: str) -> str:
    """Return a user name as it is kept and looked up: whatever its case or width."""
    return western_digits(unicodedata.normalize("NFKC", text.strip()).casefold())


def limit_key(login: str) -> str:
    """Return under which name tries to sign in are counted: one for every way to write a login.

    Spaces, case, width and digits of other scripts make no other name, so no further tries either.
    """
    key = "".join(login_key(login[:LONGEST_LOGIN]).split())
    return key.encode("ascii", "backslashreplace").decode()


def search_key(text: str) -> str:
    """Return a text as it is compared when a unit or a header is looked for by its name."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\s_\-–/.:()]+", " ", folded).split())


def has_control_characters(text: str) -> bool:
    """Return whether the text holds control or format signs that no name needs."""
    return any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign not in JOINERS
        for sign in text
    )
