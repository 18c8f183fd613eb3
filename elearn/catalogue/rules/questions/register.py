"""The register of question types: a new type is one module and one line here."""

from __future__ import annotations

from elearn.catalogue.rules.questions.classification import Classification
from elearn.catalogue.rules.questions.kind import QuestionType
from elearn.catalogue.rules.questions.long_answer import LongAnswer
from elearn.catalogue.rules.questions.matching import Matching
from elearn.catalogue.rules.questions.multiple_response import MultipleResponse
from elearn.catalogue.rules.questions.numeric import Numeric
from elearn.catalogue.rules.questions.ordering import Ordering
from elearn.catalogue.rules.questions.scenario import Scenario
from elearn.catalogue.rules.questions.short_answer import ShortAnswer
from elearn.catalogue.rules.questions.single_choice import SingleChoice
from elearn.catalogue.rules.questions.true_false import TrueFalse

REGISTER: tuple[QuestionType, ...] = (
    SingleChoice(),
    MultipleResponse(),
    TrueFalse(),
    Matching(),
    Ordering(),
    Classification(),
    Scenario(),
    ShortAnswer(),
    Numeric(),
    LongAnswer(),
)

BY_NAME = {found.NAME: found for found in REGISTER}


def question_type(name: str) -> QuestionType:
    """Return the type with that name; KeyError for one that is not in the register."""
    return BY_NAME[name]
