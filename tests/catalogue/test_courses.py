"""The courses of this repository: whole in eight languages, and true to their source."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from elearn.catalogue.formats.compile import compile_pack, effective
from elearn.catalogue.formats.messages import messages
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.rules import LANGUAGES

COURSES = Path(__file__).parents[2] / "courses"
NAMES = sorted(path.name for path in COURSES.iterdir())
OTHERS = [language for language in LANGUAGES if language != "en"]
LINK = re.compile(r"\]\(([^)\s]+)")
CITED = re.compile(r"\[@([a-z0-9-]+)")
SYMBOL = re.compile(r"\b[A-Z]{1,5}/[A-Z0-9./-]*[0-9]")
THOUSANDS = re.compile(r"(?<=\d)[,.\s\u066c](?=\d{3}(?!\d))")
NUMBER = re.compile(r"\d+")
CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b")
"""An hour of half a day, which another language counts to 24."""


@cache
def pack_of(name: str) -> Pack:
    report = read_pack(COURSES / name)
    assert report.pack, report.faults
    assert (report.faults, report.warnings) == ((), ())
    return report.pack


def western(text: str) -> str:
    """Return the text with the digits of 0 to 9, and thousands in one run."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    return THOUSANDS.sub("", digits)


def test_the_three_courses_of_the_curriculum_are_there() -> None:
    assert {pack_of(name).course.code for name in NAMES} == {"C1", "C2", "C3"}


@pytest.mark.parametrize("name", NAMES)
def test_a_course_is_offered_whole_in_eight_languages(name: str) -> None:
    compiled = compile_pack(pack_of(name)).languages
    assert [each.language for each in compiled] == list(LANGUAGES)
    for each in compiled:
        assert each.offered, each.language
        assert (each.translated, each.fuzzy) == (each.total, 0), each.language


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_links_citations_symbols_and_numbers_are_those_of_the_source(
    name: str, language: str
) -> None:
    """Read by a few plain expressions that share nothing with the check of the product.

    Numbers that the author allows in allow.yaml, with a reason, are left out; so are hours of half
    a day.
    """
    pack = pack_of(name)
    texts = messages(pack)
    told = effective(pack, language, texts)
    allowed = {
        (each.where, each.text)
        for each in pack.allowances
        if each.check == "figures" and each.language in {language, None}
    }
    for message in texts:
        source, said = message.text, told[message.key]
        for mark in (LINK, CITED, SYMBOL):
            assert Counter(mark.findall(source)) == Counter(mark.findall(said)), said
        if any(w == message.context and source.startswith(t) for w, t in allowed):
            continue
        wanted = Counter(NUMBER.findall(western(CLOCK.sub("", source))))
        missing = wanted - Counter(NUMBER.findall(western(said)))
        assert not missing, (source, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_of_two_courses_has_the_same_words_in_both(language: str) -> None:
    first: dict[str, tuple[str, str | None, str | None]] = {}
    for name in NAMES:
        pack = pack_of(name)
        told = effective(pack, language, messages(pack)) if language != "en" else {}
        for term in pack.terms:
            words = [
                told[f"term:{term.id}", each.text] if told else each.text
                for each in (term.term, term.definition)
            ]
            before = first.setdefault(term.id, (name, *words))
            assert (before[1], before[2]) == tuple(words), (term.id, before[0], name)
