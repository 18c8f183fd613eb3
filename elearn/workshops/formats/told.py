"""A fault of a file said in the sentence that the form would say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from elearn.errors import Fault, untranslated
from elearn.workshops.rules import Unfit


@dataclass(frozen=True, slots=True)
class Told(Fault):
    """A fault whose one sentence says what is wrong and how to mend it."""

    def sentence(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return `file:line: sentence` in the language of `translate`."""
        return f"{self.place}: {translate(self.what) % self.params}"


def told(file: str, line: int, unfit: Unfit) -> Told:
    """Return the fault of a line."""
    return Told(file, unfit.template, "", line=line, params=dict(unfit.params))
