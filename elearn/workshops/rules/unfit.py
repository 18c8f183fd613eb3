"""One thing in a plan that cannot be accepted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from elearn.errors import untranslated


@dataclasses.dataclass(frozen=True, slots=True)
class Unfit:
    """What is wrong with one field and how to mend it: a template, and what fills it."""

    field: str
    template: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = untranslated) -> str:
        """Return the sentence in the language of `translate`."""
        text = translate(self.template)
        return text % self.params if self.params else text
