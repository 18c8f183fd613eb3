"""The code that a trainer shows in the room: made, kept as a digest, compared."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that is mistaken for something else on a whiteboard."""

LENGTH = 8
LONGEST = 64


def new_code() -> str:
    """Return a code that can be read from a whiteboard: two groups of four signs, 39 bits."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def code_digest(workshop: str, code: str) -> str:
    """Return the SHA-256 by which a code is kept: the same code has another one elsewhere."""
    return hashlib.sha256(f"{workshop}:{_plain(code)}".encode()).hexdigest()


def code_matches(workshop: str, code: str, digest: str | None) -> bool:
    """Return whether this is the code, whatever its case, width, spaces and hyphens."""
    return digest is not None and hmac.compare_digest(code_digest(workshop, code), digest)


def _plain(code: str) -> str:
    folded = unicodedata.normalize("NFKC", code[:LONGEST]).casefold()
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdecimal() else sign
        for sign in folded
        if sign.isalnum()
    )
