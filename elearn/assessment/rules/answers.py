"""Whether an answer fits its question."""

from __future__ import annotations

from collections.abc import Iterable

from elearn.assessment.rules.register import question_type
from elearn.catalogue.rules import QuestionForLearning
from elearn.errors import N_, Invalid


class AnswerUnfit(Invalid):
    """The answer names a choice the question does not have, or too many of them."""

    code = "choice-unknown"


def fit_answer(question: QuestionForLearning, chosen: Iterable[str]) -> list[str]:
    """Return the choices of an answer in the author's order, each once; AnswerUnfit otherwise.

    An empty answer fits every question: it takes back what was chosen before.
    """
    wanted = set(chosen)
    known = [choice.id for choice in question.choices]
    unknown = wanted.difference(known)
    if unknown:
        raise AnswerUnfit(
            N_("This question has no choice “%(choice)s”. Send ids of its own choices."),
            choice=min(unknown)[:64],
        )
    most = question_type(question.type).most(question)
    if len(wanted) > most:
        raise AnswerUnfit(N_("This question takes one choice only. Send the one that is meant."))
    return [choice for choice in known if choice in wanted]
