"""What is lost when a question of ours becomes one of another system, said question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from elearn.catalogue.formats.banks.making import Question
from elearn.catalogue.formats.faults import Findings

SHARES = {"best": 100, "partly": 50, "weak": 0, "harmful": 0}
KEPT = {"nfkc", "case", "space"}


@dataclass(slots=True)
class Losses:
    """The losses of one file."""

    file: str
    findings: Findings
    language: str
    name: str = ""

    def begin(self, question: Question) -> None:
        """Begin with a question, and say what no other system keeps of any."""
        self.name = question["id"]
        kept = [key for key in ("outcome", "difficulty", "sources") if question.get(key)]
        if kept:
            self.lost(", ".join(kept), "they were left out")

    def lost(self, what: str, instead: str) -> None:
        """Note one thing that is not carried over."""
        self.findings.warn(
            self.file,
            None,
            "“%(name)s” loses %(what)s",
            "%(instead)s",
            name=self.name,
            what=what,
            instead=instead,
        )

    def left_out(self, why: str) -> None:
        """Note that the whole question is not carried over."""
        self.findings.warn(
            self.file, None, "“%(name)s” is left out", "%(why)s", name=self.name, why=why
        )

    def accepted(self, question: Question) -> list[str]:
        """Return the accepted answers of the language, or of the first that has some."""
        accepted = question["accepted"]
        if set(question.get("normalise", KEPT)) - KEPT:
            self.lost("what does not count in an answer", "every accepted way must be written out")
        others = [name for name in accepted if name != self.language]
        if others and self.language in accepted:
            self.lost(f"the answers in {', '.join(others)}", "write a file for each language")
        found: list[str] = accepted.get(self.language) or next(iter(accepted.values()))
        return found

    def number(self, question: Question) -> tuple[str, str]:
        """Return value and tolerance as they are written."""
        value = Decimal(str(question["value"]))
        tolerance = Decimal(str(question.get("tolerance", 0)))
        if "tolerance_percent" in question:
            tolerance = abs(value) * Decimal(str(question["tolerance_percent"])) / 100
        return f"{value:f}", f"{tolerance.normalize():f}"

    def steps(self, question: Question) -> Iterator[dict[str, Any]]:
        """Yield the steps of a scenario, each to be a question of its own."""
        if any(each.get("next") for step in question["steps"] for each in step["choices"]):
            self.lost("where its decisions lead", "each step is a question of its own")
        yield from question["steps"]

    def graded(self, step: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
        """Yield the choices of a step with their share of the points in per cent."""
        for each in step["choices"]:
            yield each, SHARES[each["grade"]]
