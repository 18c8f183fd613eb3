"""Pure decisions about assessments: what is asked, in which order, what it is worth."""

from elearn.assessment.rules.answers import AnswerUnfit, fit_answer
from elearn.assessment.rules.draw import draw_paper
from elearn.assessment.rules.marking import Marking, mark
from elearn.assessment.rules.paper import Item, Paper
from elearn.assessment.rules.policy import attempts_left, reveals_key
from elearn.assessment.rules.register import QuestionType, question_type

__all__ = [
    "AnswerUnfit",
    "Item",
    "Marking",
    "Paper",
    "QuestionType",
    "attempts_left",
    "draw_paper",
    "fit_answer",
    "mark",
    "question_type",
    "reveals_key",
]
