"""Translated sentences as runs: what fills a placeholder keeps its own language and weight."""

from __future__ import annotations

import re

from elearn.certification.rules.sheet import Run, Runs
from elearn.certification.rules.statement import Texts, chosen
from elearn.locales import direction

PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def filled(sentence: str, **values: Run | str) -> Runs:
    """Return a translated sentence with its placeholders filled in, as runs.

    Raises KeyError for a placeholder that no value is given for.
    """
    runs: list[Run] = []
    end = 0
    for match in PLACEHOLDER.finditer(sentence):
        runs.append(Run(sentence[end : match.start()]))
        value = values[match[1]] if match[1] else "%"
        runs.append(Run(value) if isinstance(value, str) else value)
        end = match.end()
    runs.append(Run(sentence[end:]))
    return tuple(run for run in runs if run.text)


def text_in(texts: Texts, language: str, first: str, *, strong: bool = False) -> Run:
    """Return the text in the language; one in another language says in which, and its direction."""
    found, text = chosen(texts, language, first)
    if found == language:
        return Run(text, strong=strong)
    return Run(text, found, direction(found), strong=strong)


def sign(text: str) -> Run:
    """Return an identifier: Latin signs that keep their order in every direction of writing."""
    return Run(text, "en", "ltr", code=True)
