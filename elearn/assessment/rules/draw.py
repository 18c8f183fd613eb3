"""Drawing the questions of an attempt from the pool, and shuffling, by the attempt's seed.

The order comes from hashes of the seed and an id, not from a generator: it is the same in every
version of Python and on every machine, and no question's place depends on another's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from elearn.assessment.rules.paper import Item, Paper
from elearn.catalogue.rules import AssessmentForLearning, QuestionForLearning

FINAL = "final"


def lot(seed: str, *names: str) -> bytes:
    """Return the lot that falls to something under a seed: fair, and always the same."""
    return hashlib.sha256("\x1f".join([seed, *names]).encode()).digest()


def draw_paper(
    assessment: AssessmentForLearning, *, seed: str, seen: Mapping[str, int] | None = None
) -> Paper:
    """Return the paper of an attempt.

    With a blueprint, as many questions are drawn for each line as it says (all there are, where the
    pool holds fewer), for lines with a difficulty first; those in `seen` (how often each was asked
    before) come last, the least seen first. Without one every question is asked. A final is
    shuffled; a check keeps the author's order. Choices and the like are shuffled unless the
    question says that their order means something.
    """
    questions = list(assessment.questions)
    if assessment.blueprint:
        questions = _drawn(assessment, seed, seen or {})
    if assessment.kind == FINAL:
        questions.sort(key=lambda question: lot(seed, "order", question.key))
    return Paper(tuple(_item(question, seed) for question in questions))


def _drawn(
    assessment: AssessmentForLearning, seed: str, seen: Mapping[str, int]
) -> list[QuestionForLearning]:
    drawn: list[QuestionForLearning] = []
    taken: set[str] = set()
    for line in sorted(assessment.blueprint, key=lambda line: line.difficulty is None):
        pool = [
            question
            for question in assessment.questions
            if line.takes(question) and question.key not in taken
        ]
        chosen = sorted(pool, key=_turn(seed, seen))[: line.items]
        taken |= {question.key for question in chosen}
        drawn += chosen
    return drawn


def _turn(seed: str, seen: Mapping[str, int]) -> Callable[[QuestionForLearning], tuple[int, bytes]]:
    return lambda question: (seen.get(question.key, 0), lot(seed, "draw", question.key))


def _item(question: QuestionForLearning, seed: str) -> Item:
    kind = question.kind
    orders = kind.orders(question.body)
    if question.shuffle or kind.ALWAYS:
        orders = {
            part: tuple(sorted(names, key=lambda name: lot(seed, "choice", question.key, name)))
            for part, names in orders.items()
        }
    return Item(question.key, kind.fixed(question.body, orders), question.content_hash)
