"""Worksheets of a pack: what is refused with its line, and what an answer may be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elearn.catalogue.formats.canonical import content_hash
from elearn.catalogue.formats.messages import messages
from elearn.catalogue.rules import (
    Unfit,
    WorksheetField,
    WorksheetOutline,
    WorksheetPart,
    fitting,
)
from elearn.catalogue.rules.worksheet import LONGEST
from tests.catalogue.packs import read, small_files, sound

FILE = "worksheets/at-work.yaml"
SHEET = """\
id: at-work
title: At your own desk
minutes: 10
intro: Write down what you meet.
parts:
  - id: cases
    title: Two cases
    times: 2
    fields:
      - {id: what, type: short, label: What happened}
      - id: duty
        type: choices
        label: Which duties
        choices: [{id: respect, text: Respect}, {id: protect, text: Protect}]
rubric:
  - {id: honest, text: It is honest, points: 60}
  - {id: useful, text: It is useful, points: 40}
"""


def with_sheet(old: str = "", new: str = "") -> dict[str, bytes]:
    """Return the small pack with the worksheet, one text of which is replaced."""
    files = small_files()
    assert old in SHEET
    files[FILE] = SHEET.replace(old, new, 1).encode() if old else SHEET.encode()
    course = files["course.yaml"].decode()
    files["course.yaml"] = f"{course}worksheets: [at-work]\n".encode()
    return files


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: at-work", "id: elsewhere", ":1: the id is “elsewhere” but the file is called"),
        ("type: short", "type: essay", ":10: parts.0.fields.0.type cannot be “essay”"),
        (
            "type: choices",
            "type: long",
            ":11: the field “duty” is of type long and has 2 choices",
        ),
        ("type: short", "type: choice", ":10: the field “what” is of type choice and has 0"),
        ("id: protect", "id: respect", ":14: the id “respect” is there twice"),
        ("id: duty", "id: what", ":11: the id “what” is there twice, first at line 10"),
        ("id: useful", "id: honest", ":17: the id “honest” is there twice"),
        ("points: 60", "points: 50", ":15: the points of the rubric add up to 90"),
        ("times: 2", "times: 11", ":8: parts.0.times cannot be 11; write 10 or less"),
        ("intro: Write", "intor: Write", ":4: worksheet does not know “intor”"),
    ],
)
def test_each_fault_of_a_worksheet_names_the_line(old: str, new: str, fault: str) -> None:
    found = [str(each) for each in read(with_sheet(old, new)).faults]
    assert any(f"{FILE}{fault}" in each for each in found), found


def test_a_worksheet_that_is_not_there_and_one_that_nothing_names() -> None:
    files = with_sheet()
    sheet = files.pop(FILE)
    line = files["course.yaml"].decode().count("\n")
    assert f"course.yaml:{line}: the file {FILE} is missing" in str(read(files).faults[0])
    files = small_files() | {FILE: sheet}
    assert f"{FILE}: nothing names this file" in str(read(files).faults[0])


def test_its_words_are_translated_and_it_is_part_of_what_is_published() -> None:
    bare, pack = sound(small_files()), sound(with_sheet())
    said = [each for each in messages(pack) if each.context == "worksheet:at-work"]
    assert [each.text for each in said][:3] == [
        "At your own desk",
        "Write down what you meet.",
        "Two cases",
    ]
    assert {each.note for each in said if not each.required} == {"introduction", "criterion"}
    assert content_hash(pack) != content_hash(bare)
    assert content_hash(sound(with_sheet("times: 2", "times: 3"))) != content_hash(pack)


def sheet(kind: str, *choices: str) -> WorksheetOutline:
    return WorksheetOutline("s", 5, (WorksheetPart("p", 1, (WorksheetField("f", kind, choices),)),))


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("short", "  a\r\n ", "a"),
        ("long", "a\r\nb\rc", "a\nb\nc"),
        ("short", "x" * LONGEST["short"], "x" * LONGEST["short"]),
        ("choice", "two", "two"),
        ("choices", ["two", "one"], ["one", "two"]),
        ("date", "2028-02-29", "2028-02-29"),
        ("short", " ", None),
        ("choices", [], None),
    ],
)
def test_an_answer_is_kept_in_one_form(kind: str, value: Any, kept: Any) -> None:
    answers, unfit = fitting(sheet(kind, "one", "two"), {"p.1.f": value})
    assert not unfit
    assert answers == ({} if kept is None else {"p.1.f": kept})


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("short", "x" * (LONGEST["short"] + 1), "long"),
        ("long", "x" * (LONGEST["long"] + 1), "long"),
        ("long", "a\0b", "sign"),
        ("choice", "three", "choice"),
        ("choices", ["one", "three"], "choice"),
        ("date", "2027-02-29", "date"),
        ("date", "20270101", "date"),
        ("short", ["x"], "kind"),
        ("choices", "one", "kind"),
        ("choices", [1], "kind"),
        ("long", 7, "kind"),
    ],
)
def test_an_answer_that_cannot_be_kept_says_why(kind: str, value: Any, why: str) -> None:
    answers, unfit = fitting(sheet(kind, "one", "two"), {"p.1.f": value, "p.2.f": "x"})
    assert answers == {}
    assert [(each.key, each.why) for each in unfit] == [("p.2.f", "unknown"), ("p.1.f", why)]


VALUES = st.none() | st.text() | st.dates().map(date.isoformat) | st.lists(st.text(max_size=3))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([f"p.{n}.{f}" for n in (1, 2, 3) for f in "abcde"]), VALUES))
def test_what_was_kept_once_is_kept_again_as_it_is(given_answers: dict[str, Any]) -> None:
    kinds = zip("abcde", ("short", "long", "choice", "choices", "date"), strict=True)
    fields = tuple(WorksheetField(key, kind, ("x", "y")) for key, kind in kinds)
    outline = WorksheetOutline("s", 5, (WorksheetPart("p", 2, fields),))
    kept, unfit = fitting(outline, given_answers)
    assert fitting(outline, kept) == (kept, ())
    assert not kept.keys() & {each.key for each in unfit}
    lost = {key for key, value in given_answers.items() if value and key not in kept}
    blank = {
        key
        for key in lost
        if isinstance(given_answers[key], str) and not given_answers[key].strip()
    }
    assert lost <= blank | {each.key for each in unfit if isinstance(each, Unfit)}
