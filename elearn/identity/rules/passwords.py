"""What a password must be: long, and not the name of the account."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from elearn.errors import N_, Invalid

MINIMUM = 10
MAXIMUM = 256


class PasswordRefused(Invalid):
    """The new password is too short, too long or the name of the account."""

    code = "password-refused"


def prepared(password: str) -> bytes:
    """Return the password as it is hashed: NFKC, so every keyboard gives the same one."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def check_password(password: str, *, names: Iterable[str]) -> None:
    """Raise PasswordRefused unless the password may be set for an account with these names."""
    if len(password) < MINIMUM:
        raise PasswordRefused(
            N_("Choose a password of at least %(minimum)s characters. Three words will do."),
            minimum=MINIMUM,
        )
    if len(password) > MAXIMUM:
        raise PasswordRefused(
            N_("Choose a password of at most %(maximum)s characters."), maximum=MAXIMUM
        )
    folded = password.casefold()
    if len(set(folded)) == 1 or folded in {name.casefold() for name in names if name}:
        raise PasswordRefused(
            N_("Choose a password that is not your name, your staff number or one repeated sign.")
        )
