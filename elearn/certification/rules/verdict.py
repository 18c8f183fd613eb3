"""What can be said of a certificate number that somebody asks about."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The answer to "does this certificate hold?", without a word about anything else."""

    VALID = "valid"
    """Issued here, and nothing in it has changed since."""
    UNKNOWN = "unknown"
    """Well formed, but never issued here."""
    MISTYPED = "mistyped"
    """Not well formed: copied wrongly."""
    ALTERED = "altered"
    """Issued here, but what is stored is no longer what was issued; nothing of it is shown."""
