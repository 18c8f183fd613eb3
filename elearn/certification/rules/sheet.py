"""A certificate in the words of one language: what the page and the PDF both set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `language` and `direction` are given where they may be its own."""

    text: str
    language: str | None = None
    direction: str | None = None
    strong: bool = False
    code: bool = False
    """An identifier that is compared sign by sign."""


Runs = tuple[Run, ...]
"""A sentence, in stretches."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what the certificate rests on."""

    term: str
    value: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The sentences of a certificate in one language, ready to be set."""

    language: str
    direction: str
    title: str
    """Of the document: what it is and whose."""
    service: str
    """What the service calls itself."""
    heading: str
    issuer: Run
    article: Runs
    """The article mark; empty when no charter asks for the course."""
    opening: Runs
    name: Run
    name_latin: Run | None
    sentence: Runs
    ground: Runs
    """The sentence that names the article; empty when there is none."""
    rests: str
    """The heading over the facts."""
    facts: tuple[Fact, ...]
    check_heading: str
    check: str
    """How to check the certificate, in one sentence; the address follows."""
    address: str
    picture: str
    """The alternative text of the QR code."""


def plain(runs: Runs) -> str:
    """Return the text of the runs."""
    return "".join(run.text for run in runs)
