"""Read Moodle XML (Moodle documentation, "Moodle XML format"), without trusting it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from elearn.catalogue.formats.banks.making import RUBRIC, Making, Question, verdicts
from elearn.catalogue.formats.faults import Findings

LARGEST = 8 * 1024 * 1024
WHOLE = 100.0


def read_moodle(data: bytes, file: str, findings: Findings, language: str) -> list[Question]:
    """Return the questions of a file; `findings` take its faults and what was not carried over.

    Document types and entities are refused: nothing that our questions hold needs them, and they
    are how a small file becomes a large one.
    """
    making = Making(file, findings)
    if len(data) > LARGEST:
        making.fault(None, "the file is larger than 8 MiB", "split it, or take its pictures out")
        return []
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        making.fault(
            None,
            "the file declares entities or a document type",
            "remove the DOCTYPE; a question bank needs none",
        )
        return []
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (None,))[0]
        making.fault(
            line,
            "this is not XML: %(problem)s",
            "export the bank again as “Moodle XML”",
            problem=str(error)[:120],
        )
        return []
    if root.tag != "quiz":
        making.fault(
            1,
            "the file begins with <%(tag)s>, not with <quiz>",
            "export the bank as “Moodle XML”",
            tag=str(root.tag)[:40],
        )
        return []
    for number, node in enumerate(root.iter("question"), 1):
        _Reader(making, language, number).read(node)
    return making.questions


def _text(node: Element | None, path: str = "text") -> str:
    found = node.find(path) if node is not None else None
    return (found.text or "") if found is not None else ""


class _Reader:
    """Reads one question."""

    def __init__(self, making: Making, language: str, number: int) -> None:
        self.making, self.language, self.number = making, language, number
        self.name = ""

    def read(self, node: Element) -> None:
        kind = node.get("type", "")
        name = self.said(_text(node, "name/text"))
        self.name = name or f"question {self.number}"
        if kind == "category":
            category = self.said(_text(node, "category/text"))
            self.making.note(
                None,
                "the category “%(name)s” is not carried over",
                "name an outcome in each question instead",
                name=category,
            )
            return
        reader = READERS.get(kind)
        if reader is None:
            self.note(f"is of the type {kind or 'unknown'}", "it was left out")
            return
        prompt = self.said(_text(node, "questiontext/text"))
        if not prompt:
            self.broken("has no text", "write the text of the question")
            return
        self.losses(node)
        made = reader(self, node)
        if made is not None:
            own = {"id": self.making.name(self.name), "type": made.pop("type"), "prompt": prompt}
            self.making.questions.append({**own, **made})

    def said(self, text: str) -> str:
        return self.making.plain(text, None, self.name)

    def note(self, what: str, instead: str) -> None:
        self.making.note(None, f"“%(name)s” {what}", instead, name=self.name)

    def broken(self, what: str, mend: str) -> None:
        self.making.fault(None, f"“%(name)s” {what}", mend, name=self.name)

    def losses(self, node: Element) -> None:
        """Say what a question has that ours have not."""
        for tag, word in (("file", "embedded files"), ("hint", "hints"), ("tag", "tags")):
            if node.find(f".//{tag}") is not None:
                self.note(f"has {word}", "they were left out")
        if float(_text(node, "penalty") or node.findtext("penalty") or 0) > 0:
            self.note("takes points off for further tries", "every attempt is scored alike")

    def feedback(self, node: Element) -> dict[str, str]:
        said = self.said(_text(node, "generalfeedback/text"))
        return {"feedback": said} if said else {}

    def answers(self, node: Element) -> list[tuple[str, float, str]]:
        """Return text, share of the points in per cent and feedback of every answer."""
        found = []
        for answer in node.findall("answer"):
            try:
                share = float(answer.get("fraction", "0"))
            except ValueError:
                self.broken("has a fraction that is no number", "write it as 100, 50 or 0")
                return []
            text = self.said(_text(answer))
            found.append((text, share, self.said(_text(answer, "feedback/text"))))
        return found

    def choosing(self, node: Element) -> Question | None:
        answers = self.answers(node)
        right = [share > 0 for _, share, _ in answers]
        single = (node.findtext("single") or "true").strip().lower() in {"true", "1"}
        if not any(right):
            self.broken("has no right answer", "give one the fraction 100")
            return None
        if self.feedback(node):
            self.note("has general feedback", "it was left out; tell it with the choices")
        if single and sum(right) > 1:
            self.note("gives part of the points for some choices", "only the best one is right now")
            best = max(range(len(answers)), key=lambda n: answers[n][1])
            right = [n == best for n in range(len(answers))]
        given = [
            (text, correct, told) for (text, _, told), correct in zip(answers, right, strict=True)
        ]
        shuffle = (node.findtext("shuffleanswers") or "1").strip().lower()
        made: Question = {
            "type": "single_choice" if single else "multiple_response",
            "choices": self.making.choices(given, None, self.name),
        }
        if shuffle in {"0", "false"}:
            made["shuffle"] = False
        if not single:
            penalty = min(share for _, share, _ in answers) < 0
            made["scoring"] = "per_option_with_penalty" if penalty else "per_option"
        return made

    def true_false(self, node: Element) -> Question | None:
        told = {text.strip().lower(): (share, said) for text, share, said in self.answers(node)}
        if set(told) != {"true", "false"}:
            self.broken("is true or false and has other answers", "leave “true” and “false”")
            return None
        right = told["true"][0] >= WHOLE
        good, bad = ("true", "false") if right else ("false", "true")
        given = verdicts(right=right, if_wrong=told[bad][1], if_right=told[good][1])
        return {"type": "true_false", "choices": self.making.choices(given, None, self.name)}

    def short_answer(self, node: Element) -> Question | None:
        answers = self.answers(node)
        accepted = [text for text, share, _ in answers if share >= WHOLE]
        if not accepted:
            self.broken("accepts no answer in full", "give one the fraction 100")
            return None
        if len(accepted) < len(answers):
            self.note("gives part of the points for some answers", "these are not accepted now")
        if any(told for _, _, told in answers):
            self.note("tells something of single answers", "it was left out")
        if any("*" in text for text in accepted):
            self.note("accepts anything where * stands", "the star is a letter now")
        made: Question = {"type": "short_answer", "accepted": {self.language: accepted}}
        if (node.findtext("usecase") or "0").strip() == "1":
            made["normalise"] = ["nfkc", "space"]
        return {**made, **self.feedback(node)}

    def numeric(self, node: Element) -> Question | None:
        best = next(
            (each for each in node.findall("answer") if each.get("fraction") == "100"), None
        )
        try:
            value = float(_text(best))
            tolerance = float((best.findtext("tolerance") if best is not None else "0") or 0)
        except ValueError:
            self.broken("has no number that counts in full", "give one the fraction 100")
            return None
        if len(node.findall("answer")) > 1:
            self.note("gives part of the points for some numbers", "only the full one counts")
        made: Question = {"type": "numeric", "value": value}
        if tolerance:
            made["tolerance"] = tolerance
        units = [
            (unit.findtext("unit_name") or "", float(unit.findtext("multiplier") or 1))
            for unit in node.findall("units/unit")
        ]
        if units:
            made["units"] = [
                {"id": f"u{n}", "text": name} | ({"factor": 1 / many} if n > 1 else {})
                for n, (name, many) in enumerate(sorted(units, key=lambda each: each[1] != 1), 1)
            ]
        return {**made, **self.feedback(node)}

    def matching(self, node: Element) -> Question | None:
        pairs = [
            (self.said(_text(each)), self.said(_text(each, "answer/text")))
            for each in node.findall("subquestion")
        ]
        targets = list(dict.fromkeys(target for _, target in pairs if target))
        items = [(item, target) for item, target in pairs if item and target]
        if len(items) < 2 or len(targets) < 2:  # noqa: PLR2004  # nothing to match
            self.broken("has fewer than two pairs", "write at least two")
            return None
        names = {text: f"c{n}" for n, text in enumerate(targets, 1)}
        return {
            "type": "matching",
            "items": [
                {"id": f"i{n}", "text": item, "match": names[target]}
                for n, (item, target) in enumerate(items, 1)
            ],
            "choices": [{"id": name, "text": text} for text, name in names.items()],
        }

    def ordering(self, node: Element) -> Question | None:
        texts = [text for text, _, _ in self.answers(node)]
        if len(texts) < 3:  # noqa: PLR2004  # two are a coin
            self.broken("puts fewer than three items in order", "write at least three")
            return None
        names = [f"i{(n * 7 + 3) % 97}" for n in range(len(texts))]
        return {
            "type": "ordering",
            "items": [{"id": n, "text": text} for n, text in zip(names, texts, strict=True)],
        }

    def essay(self, node: Element) -> Question | None:
        said = self.said(_text(node, "graderinfo/text"))
        self.note("is an essay without a rubric", "a plain one was put in; write your own")
        if said:
            self.note("has information for graders", "it is the feedback now")
        told = {"feedback": said} if said else self.feedback(node)
        return {"type": "long_answer", "rubric": RUBRIC, **told}


READERS: dict[str, Callable[[Any, Element], Question | None]] = {
    "multichoice": _Reader.choosing,
    "truefalse": _Reader.true_false,
    "shortanswer": _Reader.short_answer,
    "numerical": _Reader.numeric,
    "matching": _Reader.matching,
    "ordering": _Reader.ordering,
    "essay": _Reader.essay,
}
