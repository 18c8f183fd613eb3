"""Read GIFT, the text format of Moodle (Moodle documentation, "GIFT format")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from elearn.catalogue.formats.banks.making import (
    RUBRIC,
    Making,
    Question,
    verdicts,
)
from elearn.catalogue.formats.faults import Findings

ESCAPED = {"~": "\ue000", "=": "\ue001", "#": "\ue002", "{": "\ue003", "}": "\ue004", ":": "\ue005"}
PLAIN = {mark: char for char, mark in ESCAPED.items()} | {"\ue006": "\n", "\ue007": "\\"}
TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
WEIGHT = re.compile(r"\s*%\s*(-?[\d.]+)\s*%")
VERDICT = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(#.*)?\Z", re.DOTALL)
NUMBER = r"-?\d+(?:\.\d+)?"
RANGE = re.compile(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*\Z")
TOLERANCE = re.compile(rf"\s*({NUMBER})\s*(?::\s*({NUMBER}))?\s*\Z")
WHOLE = 100.0


@dataclass(slots=True)
class Answer:
    """One answer of a block: `=` or `~`, its weight, its text and what it tells."""

    right: bool
    weight: float | None
    text: str
    feedback: str


def read_gift(text: str, file: str, findings: Findings, language: str) -> list[Question]:
    """Return the questions of a file; `findings` take its faults and what was not carried over."""
    making = Making(file, findings)
    for line, block in _blocks(text, making):
        _Reader(making, language).read(line, block)
    return making.questions


def _blocks(text: str, making: Making) -> Iterator[tuple[int, str]]:
    """Yield the questions with the line where each begins: blank lines part them."""
    lines: list[str] = []
    first = opened = 0
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip().startswith("$CATEGORY:"):
            making.note(
                number,
                "the category “%(name)s” is not carried over",
                "name an outcome in each question instead",
                name=line.split(":", 1)[1].strip(),
            )
            continue
        if line.strip():
            first = first or number
            shown = _escape(line)
            opened = number if not opened and "{" in shown else opened
            opened = 0 if "}" in shown.rpartition("{")[2] else opened
            lines.append(line)
        elif lines:
            if opened:
                making.fault(
                    opened,
                    "the answers that begin here with { are never closed",
                    "write } after the last answer, before the blank line",
                )
            else:
                yield first, _escape("\n".join(lines))
            lines, first, opened = [], 0, 0


def _escape(text: str) -> str:
    text = text.replace("\\\\", "\ue007").replace("\\n", "\ue006")
    for char, mark in ESCAPED.items():
        text = text.replace(f"\\{char}", mark)
    return text


class _Reader:
    """Reads one question."""

    def __init__(self, making: Making, language: str) -> None:
        self.making, self.language = making, language
        self.line = 0
        self.name = ""

    def read(self, line: int, block: str) -> None:
        self.line = line
        title = TITLE.match(block)
        rest = block[title.end() :] if title else block
        marked = FORMAT.match(rest)
        rest = rest[marked.end() :] if marked else rest
        before, brace, tail = rest.partition("{")
        self.name = self.said(title[1]) if title else self.said(before)[:60]
        if "}" in before or tail.count("}") != (1 if brace else 0) or "{" in tail:
            self.making.fault(
                self.line,
                "the braces of “%(name)s” do not match",
                "write one { and one } round the answers, and \\{ or \\} for a brace in a text",
                name=self.name,
            )
            return
        if not brace:
            self.making.note(
                self.line,
                "“%(name)s” asks nothing",
                "it was left out; a lesson is the place for it",
                name=self.name,
            )
            return
        inner, _, after = tail.partition("}")
        prompt = self.said(before)
        if self.said(after):
            prompt = f"{prompt} _____ {self.said(after)}"
        made = self.question(inner)
        if made is None:
            return
        if not prompt:
            self.making.fault(self.line, "a question here has no text", "write it before the {")
            return
        own = {"id": self.making.name(self.name), "type": made.pop("type"), "prompt": prompt}
        self.making.questions.append({**own, **made})

    def said(self, text: str) -> str:
        """Return a text as people read it."""
        for mark, char in PLAIN.items():
            text = text.replace(mark, char)
        return self.making.plain(text, self.line, self.name)

    def question(self, inner: str) -> Question | None:
        """Return what the answers make of it, or None after saying what is wrong."""
        inner, _, general = inner.partition("####")
        feedback = {"feedback": self.said(general)} if self.said(general) else {}
        made: Question | None
        if not inner.strip():
            self.note("is an essay without a rubric", "a plain one was put in; write your own")
            return {"type": "long_answer", "rubric": RUBRIC, **feedback}
        if inner.lstrip().startswith("#"):
            made = self.numeric(inner.lstrip()[1:])
            return made and {**made, **feedback}
        if verdict := VERDICT.match(inner):
            made = self.true_false(verdict[1].startswith("T"), verdict[2] or "")
        else:
            answers = self.answers(inner)
            if answers is None:
                return None
            if all(answer.right for answer in answers):
                made = self.matching(answers) or self.short_answer(answers)
                if made["type"] == "short_answer":
                    return {**made, **feedback}
            else:
                made = self.choosing(answers)
        if feedback:
            self.note("has general feedback", "it was left out; tell it with the choices")
        return made

    def note(self, what: str, instead: str) -> None:
        self.making.note(self.line, f"“%(name)s” {what}", instead, name=self.name)

    def broken(self, what: str, mend: str) -> None:
        self.making.fault(self.line, f"“%(name)s” {what}", mend, name=self.name)

    def answers(self, inner: str) -> list[Answer] | None:
        """Return the answers of a block; a weight that is no number is a fault."""
        parts = re.split(r"([=~])", inner)
        if parts[0].strip():
            self.broken("has words before its first answer", "begin each answer with = or ~")
            return None
        found = []
        for sign, body in zip(parts[1::2], parts[2::2], strict=True):
            weight = WEIGHT.match(body)
            if weight is None and re.match(r"\s*%[^%\n]*%", body):
                self.broken("has a weight that is no number", "write it as %%50%% or %%-50%%")
                return None
            text, _, told = (body[weight.end() :] if weight else body).partition("#")
            share = float(weight[1]) if weight else None
            found.append(Answer(sign == "=", share, text, self.said(told)))
        if not found or not all(self.said(answer.text) for answer in found):
            self.broken("has an empty answer", "write a text after every = and ~")
            return None
        return found

    def true_false(self, right: bool, told: str) -> Question:  # noqa: FBT001  # what the block says
        wrong, _, good = told.removeprefix("#").partition("#")
        given = verdicts(right=right, if_wrong=self.said(wrong), if_right=self.said(good))
        return {"type": "true_false", "choices": self.making.choices(given, self.line, self.name)}

    def choosing(self, answers: list[Answer]) -> Question | None:
        weights = [answer.weight or 0.0 for answer in answers]
        several = sum(answer.right or (answer.weight or 0) > 0 for answer in answers)
        correct = [answer.right or (answer.weight or 0) > 0 for answer in answers]
        if several == 0:
            self.broken("has no right answer", "mark one with =")
            return None
        made = self.making.choices(
            [
                (self.said(answer.text), right, answer.feedback)
                for answer, right in zip(answers, correct, strict=True)
            ],
            self.line,
            self.name,
        )
        if several == 1 and not any(0 < weight < WHOLE for weight in weights):
            return {"type": "single_choice", "choices": made}
        if len({weight for weight in weights if weight > 0}) > 1:
            self.note("weighs its right answers unlike", "each counts the same now")
        scoring = "per_option_with_penalty" if min(weights) < 0 else "per_option"
        return {"type": "multiple_response", "scoring": scoring, "choices": made}

    def matching(self, answers: list[Answer]) -> Question | None:
        """Return a question of pairs, or None where the answers are none."""
        pairs = [answer.text.partition("->") for answer in answers]
        if not all(arrow for _, arrow, _ in pairs):
            return None
        targets = list(dict.fromkeys(self.said(target) for _, _, target in pairs))
        names = {text: f"c{n}" for n, text in enumerate(targets, 1)}
        items = [
            {"id": f"i{n}", "text": self.said(item), "match": names[self.said(target)]}
            for n, (item, _, target) in enumerate(pairs, 1)
            if self.said(item)
        ]
        if len(items) < len(pairs):
            self.note("has answers that go with nothing", "they are further choices now")
        choices = [{"id": name, "text": text} for text, name in names.items()]
        return {"type": "matching", "items": items, "choices": choices}

    def short_answer(self, answers: list[Answer]) -> Question:
        whole = [answer for answer in answers if answer.weight in {None, WHOLE}]
        if len(whole) < len(answers):
            self.note("gives part of the points for some answers", "these are not accepted now")
        if any(answer.feedback for answer in answers):
            self.note("tells something of single answers", "it was left out")
        accepted = [self.said(answer.text) for answer in whole or answers]
        return {"type": "short_answer", "accepted": {self.language: accepted}}

    def numeric(self, inner: str) -> Question | None:
        inner, _, told = inner.partition("#")
        entries = [entry for entry in inner.split("=") if entry.strip()] or [inner]
        found = None
        for entry in entries:
            weight = WEIGHT.match(entry)
            if weight and float(weight[1]) != WHOLE:
                self.note("gives part of the points for some numbers", "only the full ones count")
                continue
            found = found or _value(entry[weight.end() :] if weight else entry)
        if found is None:
            self.broken("has no number that counts in full", "write it as {#3:0.5} or {#2..4}")
            return None
        if self.said(told):
            self.note("tells something of its number", "it was left out")
        return {"type": "numeric", **found}


def _value(entry: str) -> Question | None:
    if between := RANGE.match(entry):
        low, high = float(between[1]), float(between[2])
        return {"value": (low + high) / 2, "tolerance": abs(high - low) / 2}
    if exact := TOLERANCE.match(entry):
        tolerance = {"tolerance": float(exact[2])} if exact[2] else {}
        return {"value": float(exact[1]), **tolerance}
    return None
