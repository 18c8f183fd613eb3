"""The number of a certificate: unguessable, easy to read aloud, and able to notice a slip.

A number has 26 random characters (130 bits) of Crockford's base 32, then two check characters. The
28 characters are a Reed-Solomon code word over the 32-element field, so any one or two wrong
characters, and therefore any two that changed places, are noticed before the database is asked.
"""

from __future__ import annotations

import unicodedata

from elearn.errors import N_, Invalid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 26
CHECK_CHARACTERS = 2
LENGTH = RANDOM_CHARACTERS + CHECK_CHARACTERS
GROUP = 4
WRITTEN_LENGTH = LENGTH + LENGTH // GROUP - 1
"""With the hyphens between the groups."""
LONGEST = 200
"""Nobody types more than this for 28 characters; the rest of what was sent is not looked at."""
ORDER = 32
"""The size of the field, which is that of the alphabet."""
POLYNOMIAL = 0b100101
"""x^5 + x^2 + 1, irreducible over two elements: it makes the 32 characters a field."""

VALUES = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
"""What a character counts for; O, I and L are read as the digits they look like."""
GENERATOR = (6, 8)
"""(x + 2)(x + 4) = x^2 + 6x + 8: a code word is a multiple of it."""

SEED = (1, 1)
"""Where the division starts; not at zero, so that a row of zeros is no number."""


class CodeMistyped(Invalid):
    """The number was copied wrongly: it could not be the number of any certificate."""

    code = "certificate-code-mistyped"

    def __init__(self) -> None:
        """Say so without repeating what was typed."""
        super().__init__(
            N_("This is not a certificate number. Compare it with the one on the certificate.")
        )


def make(random: bytes) -> str:
    """Return the number made of the random bytes, of which each gives one character.

    Raises ValueError when there are not exactly 26 bytes.
    """
    if len(random) != RANDOM_CHARACTERS:
        message = f"a certificate number needs {RANDOM_CHARACTERS} random bytes, not {len(random)}"
        raise ValueError(message)
    values = [byte % ORDER for byte in random]
    return grouped("".join(ALPHABET[value] for value in (*values, *_remainder(values))))


def parse(typed: str) -> str:
    """Return the number as it is stored, from whatever a person typed or pasted.

    Case, spaces, dashes of any kind, invisible marks, full-width letters and digits of other
    scripts are forgiven; O is read as 0, I and L as 1. Raises CodeMistyped when it cannot be a
    number of ours.
    """
    values = [VALUES.get(character) for character in _plain(typed[:LONGEST])]
    known = [value for value in values if value is not None]
    if len(values) != LENGTH or len(known) != LENGTH:
        raise CodeMistyped
    if _remainder(known[:RANDOM_CHARACTERS]) != tuple(known[RANDOM_CHARACTERS:]):
        raise CodeMistyped
    return grouped("".join(ALPHABET[value] for value in known))


def grouped(characters: str) -> str:
    """Return the characters in groups of four, joined by hyphens."""
    starts = range(0, len(characters), GROUP)
    return "-".join(characters[start : start + GROUP] for start in starts)


def _plain(typed: str) -> str:
    """Return what counts of the typed text: letters in capitals and Latin digits."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFKC", typed).upper():
        category = unicodedata.category(character)
        if category == "Nd":
            kept.append(str(unicodedata.digit(character)))
        elif category not in {"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"}:
            kept.append(character)
    return "".join(kept)


def _remainder(values: list[int]) -> tuple[int, int]:
    """Return the two check values: what is left of the message divided by the generator."""
    first, second = SEED
    for value in values:
        lead = value ^ first
        first, second = second ^ _product(lead, GENERATOR[0]), _product(lead, GENERATOR[1])
    return first, second


def _product(left: int, right: int) -> int:
    """Return the product of two elements of the field."""
    result = 0
    while right:
        if right & 1:
            result ^= left
        left <<= 1
        if left & ORDER:
            left ^= POLYNOMIAL
        right >>= 1
    return result
