"""One choice out of several."""

from __future__ import annotations

from typing import ClassVar

from elearn.catalogue.rules.questions.choosing import Choosing, correct_of
from elearn.catalogue.rules.questions.kind import Body, Response


class SingleChoice(Choosing):
    """One choice is right."""

    NAME: ClassVar = "single_choice"

    def score(self, body: Body, response: Response) -> float:
        """Return 1 for the correct choice, else 0."""
        chosen = response.get("choices", ())
        return float(len(chosen) == 1 and chosen[0] in correct_of(body))
