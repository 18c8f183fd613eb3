"""Errors that reach a person: a sentence that says what is wrong and how to mend it.

A message is an English template with named placeholders, marked for translation with `N_`; the edge
(page, API, command line) translates the template and fills it in, so services need no language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(message: str) -> str:  # noqa: N802  # gettext's own customary name, known to the extractor
    """Mark a message for extraction and return it unchanged."""
    return message


def untranslated(message: str) -> str:
    """Return the message in English: the translator of logs and of the command line in English."""
    return message


class ElearnError(Exception):
    """Something a person can be told in one sentence."""

    status = 400
    code = "error"

    def __init__(self, message: str, **params: object) -> None:
        """Keep the English template and the values of its placeholders."""
        super().__init__(message, params)
        self.message = message
        self.params = params

    def members(self) -> dict[str, Any]:
        """Return what a program is told beside the sentence, as plain values."""
        return {}

    def sentence(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return the message in the language of `translate`, filled in."""
        return translate(self.message) % self.params if self.params else translate(self.message)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.sentence()


class Unauthenticated(ElearnError):
    """Nobody is signed in, or the token is not valid."""

    status = 401
    code = "unauthenticated"


class Forbidden(ElearnError):
    """The signed-in person may not do this."""

    status = 403
    code = "forbidden"


class NotOneself(Forbidden):
    """Nobody decides this about themselves."""

    code = "not-oneself"


class NotFound(ElearnError):
    """It does not exist, or not within the reader's scope, which is the same to the reader."""

    status = 404
    code = "not-found"


class Conflict(ElearnError):
    """It cannot be done in the present state of things."""

    status = 409
    code = "conflict"


class TooLarge(ElearnError):
    """More was sent than is accepted."""

    status = 413
    code = "too-large"


class Invalid(ElearnError):
    """What was sent cannot be accepted as it is."""

    status = 422
    code = "invalid"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place of a file, and how to mend it.

    `what` and `mend` are English templates; `params` fills both.
    """

    file: str
    what: str
    mend: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it is: `file:line`, or `file` where no line is known."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def words(self, translate: Callable[[str], str] = untranslated) -> tuple[str, str]:
        """Return what is wrong and how to mend it, in the language of `translate`."""
        return translate(self.what) % self.params, translate(self.mend) % self.params

    def sentence(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return `file:line: what; mend` in the language of `translate`."""
        what, mend = self.words(translate)
        return f"{self.place}: {what}; {mend}"

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.sentence()


class Faults(Invalid):
    """Everything found wrong at once; nothing was applied."""

    code = "faults"

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep all the faults, in the order of the file."""
        self.faults = tuple(faults)
        super().__init__(
            N_("Nothing was changed: %(count)s faults were found."), count=len(self.faults)
        )

    def __str__(self) -> str:
        """Return one line a fault, then the summary, in English."""
        return "\n".join([*map(str, self.faults), self.sentence()])
