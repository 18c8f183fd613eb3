"""What both readers need to make a question of ours: ids, plain text, words that we ask for."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import nh3

from elearn.catalogue.formats.faults import Findings

Question = dict[str, Any]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RIGHT, WRONG = "Right.", "Not right."
MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>")
RUBRIC = {
    "criteria": [
        {
            "id": "answer",
            "text": "The answer as a whole",
            "levels": [
                {"id": "none", "text": "Does not answer the question", "points": 0},
                {"id": "some", "text": "Answers it in part", "points": 1},
                {"id": "full", "text": "Answers it", "points": 2},
            ],
        }
    ]
}
"""For a long answer that comes without one."""


@dataclass(slots=True)
class Making:
    """The questions of one file that is being read, and what is found about them."""

    file: str
    findings: Findings
    questions: list[Question] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def name(self, title: str) -> str:
        """Return an id made of a title, that no other question of the file has."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", plain)
        stem = "-".join(words)[:48].strip("-")
        if not stem or not stem[0].isalpha():
            stem = f"q-{stem or len(self.taken) + 1}"
        found, count = stem, 1
        while found in self.taken:
            count += 1
            found = f"{stem}-{count}"
        self.taken.add(found)
        return found

    def note(self, line: int | None, what: str, instead: str, /, **params: object) -> None:
        """Note what was not carried over, and what was done instead."""
        self.findings.warn(self.file, line, what, instead, **params)

    def fault(self, line: int | None, what: str, mend: str, /, **params: object) -> None:
        """Note what keeps the file from being read."""
        self.findings.fault(self.file, line, what, mend, **params)

    def plain(self, text: str, line: int | None, name: str) -> str:
        """Return a text without markup, and note where there was some."""
        if MARKUP.search(text):
            if re.search(r"<(img|audio|video|iframe|object|table)\b", text, re.IGNORECASE):
                self.note(
                    line,
                    "“%(name)s” holds pictures, tables or media",
                    "they were left out; put what they tell into words",
                    name=name,
                )
            text = re.sub(r"</(p|div|li)>|<br\s*/?>", " ", text, flags=re.IGNORECASE)
            text = nh3.clean(text, tags=set())
        return " ".join(html.unescape(text).split())

    def choices(
        self,
        given: Iterable[tuple[str, bool, str]],
        line: int | None,
        name: str,
    ) -> list[dict[str, Any]]:
        """Return choices of (text, correct, feedback); our questions tell something about each."""
        made, bare = [], False
        for letter, (text, correct, feedback) in zip(LETTERS, given, strict=False):
            bare = bare or not feedback
            told = feedback or (RIGHT if correct else WRONG)
            made.append({"id": letter, "text": text, "correct": correct, "feedback": told})
        if bare:
            self.note(
                line,
                "“%(name)s” has choices without feedback",
                "they say “Right.” or “Not right.” now; write what helps a learner",
                name=name,
            )
        return made


def verdicts(*, right: bool, if_wrong: str, if_right: str) -> list[tuple[str, bool, str]]:
    """Return the two choices of a statement that is true or false."""
    told = {True: if_right, False: if_wrong}
    return [("True", right, told[right]), ("False", not right, told[not right])]
