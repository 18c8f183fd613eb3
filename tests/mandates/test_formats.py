"""Charter files: what is read, and how each fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from elearn.errors import Faults
from elearn.locales import LANGUAGES
from elearn.mandates.formats import CharterFile, read_charter
from elearn.mandates.rules import FirstDeadline, Recurrence

CHARTERS = Path(__file__).parents[2] / "demo" / "charters"
GOOD = (CHARTERS / "baekdam.yaml").read_text(encoding="utf-8")


def read(text: str) -> CharterFile:
    return read_charter("c.yaml", text.encode())


def faults(old: str, new: str) -> list[str]:
    assert old in GOOD
    with pytest.raises(Faults) as raised:
        read(GOOD.replace(old, new, 1))
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize("name", ["baekdam", "port-almar", "valle-norte"])
def test_the_charters_of_the_demonstration_are_read_and_marked_as_examples(name: str) -> None:
    file = CHARTERS / f"{name}.yaml"
    charter = read_charter(file.name, file.read_bytes()).charter
    assert charter.code == name
    assert charter.provenance == "illustrative"
    assert set(charter.titles) == set(LANGUAGES)
    for article in charter.articles:
        assert {"en", "es", "ar", "ko"} <= set(article.texts)
        assert len({text.count("\n\n") for text in article.texts.values()}) == 1


def test_article_seven_of_baekdam_says_what_the_model_says() -> None:
    first = read(GOOD).charter.requirements[0]
    assert first.code == "A-7-1"
    assert first.recurrence == Recurrence("calendar_year")
    assert first.deadline == FirstDeadline("hire", 90)
    assert first.grace_days == 30
    assert first.asked.courses == ("human-rights-foundations",)


def test_what_is_only_noted_is_listed_with_its_line() -> None:
    line = GOOD.splitlines().index("      min_minutes: 180") + 1
    assert f"c.yaml:{line}: A-7-1: min_minutes" in read(GOOD).charter.not_enforced


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    en: Human rights", "    xx: Human rights", "“xx” is not a language of this service"),
        ('article: "7"', 'article: "9"', "there is no article “9” in this file"),
        ("intern]", "trainee]", "“trainee” is not known here; use one of permanent,"),
        ("2026-01-01", "2026-02-30", "“2026-02-30” is no date of our time"),
        (
            "  language_of_record",
            "  in_force_to: 2025-01-01\n  language_of_record",
            "before it begins",
        ),
        ("code: A-7-2", "code: A-7-1", "“A-7-1” is there twice"),
        ('number: "8"', 'number: "7"', "“7” is there twice"),
        ("type: calendar_year", "type: lunar_year", "“lunar_year” is not known here"),
        ("trigger: hire", "trigger: birth", "“birth” is not known here"),
        ("kind: course,", "kind: course, hours: 3,", "move it under “notes”"),
        (
            "kind: course,",
            "kind: hours,",
            "“min_minutes” is missing for a requirement of this kind",
        ),
        ("kind: course,", "kind: programme,", "“programme” is missing"),
        ("kind: course,", "kind: course, pass_mark: 80,", "write a share from 0 to 1"),
        ("kind: course,", "kind: course, topics: [a],", "this charter defines no topics"),
        (
            "kind: course,",
            "kind: course, min_minutes: 60, live_minutes: 90,",
            "90 minutes live are more than the 60 minutes asked in all",
        ),
        (
            "trigger: hire, days: 90",
            "fixed_date: 2025-12-31",
            "the deadline 2025-12-31 lies before 2026-01-01",
        ),
        (
            "trigger: hire, days: 90",
            "trigger: hire, days: 90, working_days: 5",
            "counted in two ways",
        ),
        ("days: 365}", "days: 365}\n    exemptions: [{reason_code: whim}]", "“effect” is missing"),
        (
            "days: 365}",
            "days: 365}\n    exemptions: [{reason_code: short_contract, effect: prorate}]",
            "up to how many days a contract is short",
        ),
        (
            "days: 365}",
            "days: 365}\n    reporting: {audience: public, level: named}",
            "the council and the public see no names",
        ),
        ("days: 365}", "days: 365}\n    reporting: {min_cell: 4}", "“min_cell” is “4”"),
        ("days: 365}", "days: 365}\n    fulfils: valle", "names no requirement of another charter"),
        (
            "requirements:",
            (
                "equivalences:\n  - {course: a, counts_as: b}\n"
                "  - {course: b, counts_as: a}\nrequirements:"
            ),
            "“b” would count as itself by way of other courses",
        ),
        (
            '  - number: "8"',
            '  - number: "7"\n    valid_from: 2026-07-01',
            "“7” overlaps the one of line",
        ),
        ("  version: 1", "  version: one", "“version” is “one”; write a whole number"),
        ("  version: 1\n", "", "“version” is missing; add it"),
        ("  code: baekdam", "  code: Baekdam City", "cannot stand in an address"),
        ("trigger: hire, days: 90", "trigger: hire", "“days” is missing"),
        ("trigger: hire, days: 90", "days: 90", "a trigger or on a fixed date"),
        ("trigger: hire, days: 90", "trigger: hire, days: -1", "“days” is “-1”"),
        ("type: calendar_year", "type: interval_months", "“interval” is missing"),
        ("titles:", "titles: &a", "anchors and aliases are not part of the format"),
        ("requirements:", "requirements: none\nwrong:", "“requirements” should be a list"),
    ],
)
def test_each_fault_is_one_sentence_with_its_line(old: str, new: str, told: str) -> None:
    found = faults(old, new)
    assert any(told in sentence for sentence in found), found
    assert all(sentence.startswith("c.yaml:") for sentence in found)


def test_the_line_of_a_fault_is_where_it_stands() -> None:
    (found,) = faults("days: 365", "days: many")
    line = next(n for n, text in enumerate(GOOD.splitlines(), 1) if "days: 365" in text)
    assert found.startswith(f"c.yaml:{line}: ")


def test_all_faults_are_told_at_once() -> None:
    text = GOOD.replace("intern]", "trainee]").replace("2025-05-21", "soon")
    with pytest.raises(Faults) as raised:
        read(text)
    assert len(raised.value.faults) == 2


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a", b"a: [", b"charter: 1", b"null"])
def test_what_is_no_charter_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(Faults) as raised:
        read_charter("c.yaml", content)
    assert raised.value.faults


def test_a_file_of_more_than_a_megabyte_is_refused() -> None:
    with pytest.raises(Faults, match="too large"):
        read_charter("c.yaml", b"#" * 1_000_001)
