"""Write GIFT."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from elearn.catalogue.formats.banks.lost import Losses
from elearn.catalogue.formats.banks.making import Question
from elearn.catalogue.formats.faults import Findings

SPECIAL = "\\~=#{}:"


def write_gift(questions: Sequence[Question], file: str, findings: Findings, language: str) -> str:
    """Return the questions as a GIFT file; `findings` take what could not be carried over."""
    losses = Losses(file, findings, language)
    blocks = []
    for question in questions:
        losses.begin(question)
        writer = WRITERS.get(question["type"])
        if writer is None:
            losses.left_out("GIFT has no such type")
            continue
        for key, prompt, answers in writer(question, losses):
            blocks.append(f"::{_text(key)}:: {_text(prompt)} {{{answers}}}\n")
    return "\n".join(blocks)


Written = list[tuple[str, str, str]]


def _text(text: str) -> str:
    return "".join(f"\\{char}" if char in SPECIAL else char for char in text)


def _told(question: Question) -> str:
    return f"#{_text(question['feedback'])}" if question.get("feedback") else ""


def _general(question: Question) -> str:
    return f" ####{_text(question['feedback'])}" if question.get("feedback") else ""


def _one(question: Question, answers: str) -> Written:
    return [(question["id"], question["prompt"], answers)]


def _single(question: Question, losses: Losses) -> Written:
    del losses
    answers = (
        f"\n\t{'=' if each['correct'] else '~'}{_text(each['text'])}{_told(each)}"
        for each in question["choices"]
    )
    return _one(question, "".join(answers) + "\n")


def _several(question: Question, losses: Losses) -> Written:
    right = sum(each["correct"] for each in question["choices"])
    share = 100 / right
    scoring = question.get("scoring", "all_or_nothing")
    if scoring != "per_option_with_penalty":
        losses.lost(f"the scoring “{scoring}”", "right choices win a share, wrong ones lose one")
    answers = (
        f"\n\t~%{share if each['correct'] else -share:.5f}%{_text(each['text'])}{_told(each)}"
        for each in question["choices"]
    )
    return _one(question, "".join(answers) + "\n")


def _true_false(question: Question, losses: Losses) -> Written:
    if question.get("reasons"):
        losses.lost("the reasons", "the verdict alone is asked")
    right = next(each for each in question["choices"] if each["correct"])
    wrong = next(each for each in question["choices"] if not each["correct"])
    word = "TRUE" if question["choices"].index(right) == 0 else "FALSE"
    return _one(question, f"{word}{_told(wrong) or '#'}{_told(right)}")


def _pairs(question: Question, losses: Losses) -> Written:
    targets, key = ("choices", "match") if question["type"] == "matching" else ("groups", "group")
    texts = {each["id"]: each["text"] for each in question[targets]}
    if any(each.get("feedback") for each in question["items"]):
        losses.lost("the feedback of items", "it was left out")
    used = {each[key] for each in question["items"]}
    answers = [
        f"\n\t={_text(each['text'])} -> {_text(texts[each[key]])}" for each in question["items"]
    ]
    answers += [f"\n\t= -> {_text(text)}" for name, text in texts.items() if name not in used]
    return _one(question, "".join(answers) + "\n")


def _short(question: Question, losses: Losses) -> Written:
    answers = "".join(f"\n\t={_text(text)}" for text in losses.accepted(question))
    return _one(question, answers + _general(question) + "\n")


def _numeric(question: Question, losses: Losses) -> Written:
    value, tolerance = losses.number(question)
    return _one(question, f"#{value}:{tolerance}{_general(question)}")


def _long(question: Question, losses: Losses) -> Written:
    losses.lost("the rubric", "the question is a plain essay")
    return _one(question, _general(question).strip())


def _scenario(question: Question, losses: Losses) -> Written:
    return [
        (
            f"{question['id']}-{step['id']}",
            f"{question['prompt']} {step['text']}",
            "".join(
                f"\n\t{'=' if share == 100 else f'~%{share}%'}{_text(each['text'])}{_told(each)}"  # noqa: PLR2004  # the whole
                for each, share in losses.graded(step)
            )
            + "\n",
        )
        for step in losses.steps(question)
    ]


WRITERS: dict[str, Callable[[Question, Losses], Written]] = {
    "single_choice": _single,
    "multiple_response": _several,
    "true_false": _true_false,
    "matching": _pairs,
    "classification": _pairs,
    "short_answer": _short,
    "numeric": _numeric,
    "long_answer": _long,
    "scenario": _scenario,
}
