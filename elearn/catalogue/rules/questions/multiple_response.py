"""All the choices that hold, and no other."""

from __future__ import annotations

from typing import ClassVar

from elearn.catalogue.rules.questions.choosing import CHOICES, Choosing, correct_of
from elearn.catalogue.rules.questions.fitting import ids_of
from elearn.catalogue.rules.questions.kind import Body, Response

ALL, EACH, PENALTY = "all_or_nothing", "per_option", "per_option_with_penalty"


class MultipleResponse(Choosing):
    """Any number of choices is right."""

    NAME: ClassVar = "multiple_response"
    CONTROL: ClassVar = "checkbox"
    PROPERTIES: ClassVar = {"choices": CHOICES, "scoring": {"enum": [ALL, EACH, PENALTY]}}

    def most(self, body: Body, part: str) -> int:
        """Return that all the choices may be chosen."""
        return len(ids_of(body, part))

    def score(self, body: Body, response: Response) -> float:
        """Return the worth by the question's own way of scoring; nothing chosen is worth 0.

        *All or nothing*: 1 when exactly the correct choices are chosen. *Per option*: the share of
        choices that were judged rightly, chosen or left. *Per option with penalty*: correct choices
        chosen less wrong ones chosen, over the number of correct ones, and never below 0. (The
        three are discussed as scoring of "multiple true-false" items by R. B. Frary, Applied
        Measurement in Education 2(1), 1989.)
        """
        chosen, correct = frozenset(response.get("choices", ())), correct_of(body)
        if not chosen:
            return 0.0
        match body.get("scoring", ALL):
            case "per_option":
                known = ids_of(body, "choices")
                return sum((name in chosen) == (name in correct) for name in known) / len(known)
            case "per_option_with_penalty":
                gained = len(chosen & correct) - len(chosen - correct)
                return max(0.0, gained / len(correct))
            case _:
                return float(chosen == correct)
