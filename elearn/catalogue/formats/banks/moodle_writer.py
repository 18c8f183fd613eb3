"""Write Moodle XML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from elearn.catalogue.formats.banks.lost import Losses
from elearn.catalogue.formats.banks.making import Question
from elearn.catalogue.formats.faults import Findings

WHOLE = 100


def write_moodle(
    questions: Sequence[Question], file: str, findings: Findings, language: str
) -> bytes:
    """Return the questions as a Moodle XML file; `findings` take what could not be carried over."""
    losses = Losses(file, findings, language)
    quiz = Element("quiz")
    for question in questions:
        losses.begin(question)
        WRITERS[question["type"]](quiz, question, losses)
    ET.indent(quiz)
    written: bytes = ET.tostring(quiz, encoding="utf-8", xml_declaration=True)
    return written


def _question(quiz: Element, kind: str, name: str, prompt: str) -> Element:
    node = ET.SubElement(quiz, "question", type=kind)
    _text(ET.SubElement(node, "name"), name)
    _text(ET.SubElement(node, "questiontext", format="plain_text"), prompt)
    return node


def _text(node: Element, text: str) -> None:
    ET.SubElement(node, "text").text = text


def _value(node: Element, tag: str, value: object) -> None:
    ET.SubElement(node, tag).text = str(value)


def _general(node: Element, question: Question) -> None:
    if question.get("feedback"):
        _text(ET.SubElement(node, "generalfeedback", format="plain_text"), question["feedback"])


def _answer(node: Element, text: str, share: float, told: str = "") -> Element:
    answer = ET.SubElement(node, "answer", fraction=f"{share:g}", format="plain_text")
    _text(answer, text)
    _text(ET.SubElement(answer, "feedback", format="plain_text"), told)
    return answer


def _choosing(quiz: Element, question: Question, losses: Losses) -> None:
    node = _question(quiz, "multichoice", question["id"], question["prompt"])
    single = question["type"] == "single_choice"
    _value(node, "single", str(single).lower())
    _value(node, "shuffleanswers", str(question.get("shuffle", True)).lower())
    right = sum(each["correct"] for each in question["choices"])
    scoring = question.get("scoring", "all_or_nothing")
    if not single and scoring != "per_option_with_penalty":
        losses.lost(f"the scoring “{scoring}”", "right choices win a share, wrong ones lose one")
    for each in question["choices"]:
        lost = 0.0 if single else -WHOLE / right
        _answer(node, each["text"], WHOLE / right if each["correct"] else lost, each["feedback"])


def _true_false(quiz: Element, question: Question, losses: Losses) -> None:
    if question.get("reasons"):
        losses.lost("the reasons", "the verdict alone is asked")
    node = _question(quiz, "truefalse", question["id"], question["prompt"])
    for word, each in zip(("true", "false"), question["choices"], strict=True):
        _answer(node, word, WHOLE if each["correct"] else 0, each["feedback"])


def _pairs(quiz: Element, question: Question, losses: Losses) -> None:
    targets, key = ("choices", "match") if question["type"] == "matching" else ("groups", "group")
    if any(each.get("feedback") for each in question["items"]):
        losses.lost("the feedback of items", "it was left out")
    texts = {each["id"]: each["text"] for each in question[targets]}
    used = {each[key] for each in question["items"]}
    node = _question(quiz, "matching", question["id"], question["prompt"])
    pairs = [(each["text"], texts[each[key]]) for each in question["items"]]
    pairs += [("", text) for name, text in texts.items() if name not in used]
    for item, target in pairs:
        sub = ET.SubElement(node, "subquestion", format="plain_text")
        _text(sub, item)
        _text(ET.SubElement(sub, "answer"), target)


def _ordering(quiz: Element, question: Question, losses: Losses) -> None:
    if any(each.get("feedback") for each in question["items"]):
        losses.lost("the feedback of items", "it was left out")
    node = _question(quiz, "ordering", question["id"], question["prompt"])
    _value(node, "gradingtype", "ABSOLUTE_POSITION")
    for n, each in enumerate(question["items"], 1):
        _answer(node, each["text"], n)


def _short(quiz: Element, question: Question, losses: Losses) -> None:
    node = _question(quiz, "shortanswer", question["id"], question["prompt"])
    _general(node, question)
    _value(node, "usecase", int("case" not in question.get("normalise", ["case"])))
    for text in losses.accepted(question):
        _answer(node, text, WHOLE)


def _numeric(quiz: Element, question: Question, losses: Losses) -> None:
    node = _question(quiz, "numerical", question["id"], question["prompt"])
    _general(node, question)
    value, tolerance = losses.number(question)
    _value(_answer(node, value, WHOLE), "tolerance", tolerance)
    if question.get("units"):
        units = ET.SubElement(node, "units")
        for each in question["units"]:
            unit = ET.SubElement(units, "unit")
            _value(unit, "multiplier", 1 / each.get("factor", 1))
            _value(unit, "unit_name", each["text"])


def _long(quiz: Element, question: Question, losses: Losses) -> None:
    losses.lost("the levels of its rubric", "they are text for graders")
    node = _question(quiz, "essay", question["id"], question["prompt"])
    _general(node, question)
    lines = [
        f"{criterion['text']}: "
        + "; ".join(f"{level['points']} = {level['text']}" for level in criterion["levels"])
        for criterion in question["rubric"]["criteria"]
    ]
    _text(ET.SubElement(node, "graderinfo", format="plain_text"), "\n".join(lines))


def _scenario(quiz: Element, question: Question, losses: Losses) -> None:
    for step in losses.steps(question):
        node = _question(
            quiz,
            "multichoice",
            f"{question['id']}-{step['id']}",
            f"{question['prompt']} {step['text']}",
        )
        _value(node, "single", "true")
        for each, share in losses.graded(step):
            _answer(node, each["text"], share, each["feedback"])


WRITERS: dict[str, Callable[[Element, Question, Losses], None]] = {
    "single_choice": _choosing,
    "multiple_response": _choosing,
    "true_false": _true_false,
    "matching": _pairs,
    "classification": _pairs,
    "ordering": _ordering,
    "short_answer": _short,
    "numeric": _numeric,
    "long_answer": _long,
    "scenario": _scenario,
}
