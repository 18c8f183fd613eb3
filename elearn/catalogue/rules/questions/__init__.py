"""The types of questions, one module each, as pure decisions; `register` lists them."""

from elearn.catalogue.rules.questions.authored import Said, body_of, names_of, words_of
from elearn.catalogue.rules.questions.fitting import AnswerUnfit, ChoiceUnknown
from elearn.catalogue.rules.questions.kind import (
    LIST,
    MAP,
    Control,
    Flaw,
    Line,
    Orders,
    QuestionType,
    Response,
)
from elearn.catalogue.rules.questions.long_answer import LevelsUnfit, markers, worth
from elearn.catalogue.rules.questions.numbers import NumberUnread, read_number
from elearn.catalogue.rules.questions.register import REGISTER, question_type
from elearn.catalogue.rules.questions.texts import QuestionTexts

__all__ = [
    "LIST",
    "MAP",
    "REGISTER",
    "AnswerUnfit",
    "ChoiceUnknown",
    "Control",
    "Flaw",
    "LevelsUnfit",
    "Line",
    "NumberUnread",
    "Orders",
    "QuestionTexts",
    "QuestionType",
    "Response",
    "Said",
    "body_of",
    "markers",
    "names_of",
    "question_type",
    "read_number",
    "words_of",
    "worth",
]
