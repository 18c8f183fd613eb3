"""The number, the record and the script of a name: pure decisions."""

from __future__ import annotations

import contextlib
import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.certification.rules import codes
from elearn.certification.rules.scripts import written
from elearn.certification.rules.statement import (
    Completed,
    Ground,
    Holder,
    Issuer,
    Statement,
    canonical,
    chosen,
    civil_day,
    fingerprint,
    read,
    record,
)

randoms = st.binary(min_size=26, max_size=26)
places = st.integers(0, codes.LENGTH - 1)
STATEMENT = Statement(
    holder=Holder(name="한서연", name_latin="Han Seoyeon", language="ko"),
    issuer=Issuer(code="baekdam", names={"en": "City of Baekdam", "ko": "백담시"}, language="ko"),
    course=Completed(
        slug="human-rights-foundations",
        code="C1",
        version=3,
        content_hash="ab" * 32,
        titles={"en": "Human rights foundations", "ar": "أسس حقوق الإنسان"},
        source_language="en",
        minutes=60,
    ),
    language="ar",
    completed_at=datetime(2026, 11, 20, 15, 30, tzinfo=UTC),
    completed_on=date(2026, 11, 21),
    time_zone="Asia/Seoul",
    score="0.8667",
    ground=Ground(
        charter="baekdam-charter",
        version=1,
        titles={"en": "Baekdam Human Rights Charter"},
        language_of_record="en",
        in_force_from=date(2026, 1, 1),
        article="7",
        paragraph="1",
        headings={"en": "Human rights education"},
        texts={"en": "Every employee takes human rights education."},
        provenance="mixed",
        requirement="A-7-1",
        period="2026",
    ),
)


def bare(code: str) -> str:
    return code.replace("-", "")


@given(randoms)
def test_a_number_is_seven_groups_of_four_and_reads_back_as_itself(random: bytes) -> None:
    code = codes.make(random)
    assert [len(group) for group in code.split("-")] == [4] * 7
    assert len(code) == codes.WRITTEN_LENGTH
    assert codes.parse(code) == code


@given(randoms, places, st.sampled_from(codes.ALPHABET))
def test_any_single_wrong_character_is_noticed(random: bytes, place: int, other: str) -> None:
    right = bare(codes.make(random))
    wrong = right[:place] + other + right[place + 1 :]
    if wrong != right:
        with pytest.raises(codes.CodeMistyped):
            codes.parse(wrong)


@given(randoms, places, places)
def test_any_two_characters_that_changed_places_are_noticed(
    random: bytes, one: int, two: int
) -> None:
    right = bare(codes.make(random))
    signs = list(right)
    signs[one], signs[two] = signs[two], signs[one]
    wrong = "".join(signs)
    if wrong != right:
        with pytest.raises(codes.CodeMistyped):
            codes.parse(wrong)


@given(randoms, places)
def test_a_missing_or_a_doubled_character_is_noticed(random: bytes, place: int) -> None:
    right = bare(codes.make(random))
    for wrong in (right[:place] + right[place + 1 :], right[:place] + right[place] + right[place:]):
        with pytest.raises(codes.CodeMistyped):
            codes.parse(wrong)


@given(randoms)
def test_case_spaces_dashes_and_lookalikes_are_forgiven(random: bytes) -> None:
    code = codes.make(random)
    lookalikes = str.maketrans({"0": "o", "1": "l"})
    assert codes.parse(f"  {code.lower().replace('-', ' ')}\u200f\n") == code
    assert codes.parse(code.translate(lookalikes)) == code
    assert codes.parse(code.replace("1", "I").replace("-", "\u2013")) == code
    assert codes.parse(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == code


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_numbers(typed: str) -> None:
    with contextlib.suppress(codes.CodeMistyped):
        assert codes.parse(codes.parse(typed)) == codes.parse(typed)


@pytest.mark.parametrize(
    "typed", ["", "-", "U" * 28, "0" * 28, "0" * 400, "<script>", "²" * 28, "𝟘" * 27]
)
def test_what_cannot_be_a_number_is_said_to_be_mistyped(typed: str) -> None:
    with pytest.raises(codes.CodeMistyped):
        codes.parse(typed)


def test_a_number_is_made_of_exactly_twenty_six_random_bytes() -> None:
    with pytest.raises(ValueError, match="26"):
        codes.make(bytes(25))


def test_a_record_reads_back_as_the_statement_it_was_made_of() -> None:
    assert read(record(STATEMENT)) == STATEMENT
    without = dataclasses.replace(STATEMENT, ground=None, score=None)
    assert read(record(without)) == without


def test_the_fingerprint_is_that_of_the_canonical_text_whatever_the_order_of_keys() -> None:
    payload = record(STATEMENT)
    shuffled = dict(sorted(payload.items(), reverse=True))
    assert canonical(shuffled) == canonical(payload)
    assert fingerprint(shuffled) == fingerprint(payload)
    assert "한서연".encode() in canonical(payload)
    assert b" " not in canonical({"a": 1, "b": [1, 2]})


def test_the_fingerprint_of_a_record_never_changes_with_our_code() -> None:
    assert fingerprint(record(STATEMENT)) == FINGERPRINT


def test_one_changed_letter_changes_the_fingerprint() -> None:
    holder = dataclasses.replace(STATEMENT.holder, name="한서현")
    changed = dataclasses.replace(STATEMENT, holder=holder)
    assert fingerprint(record(changed)) != fingerprint(record(STATEMENT))


def test_a_record_in_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown form"):
        read({**record(STATEMENT), "schema": 99})


def test_the_day_of_completion_is_that_of_the_issuer() -> None:
    assert civil_day(STATEMENT.completed_at, "Asia/Seoul") == date(2026, 11, 21)
    assert civil_day(STATEMENT.completed_at, "America/Lima") == date(2026, 11, 20)


def test_a_text_is_chosen_in_the_language_else_the_original_else_any() -> None:
    titles = STATEMENT.course.titles
    assert chosen(titles, "ar", "en") == ("ar", titles["ar"])
    assert chosen(titles, "ko", "en") == ("en", titles["en"])
    assert chosen({"fr": "Droits"}, "ko", "en") == ("fr", "Droits")
    with pytest.raises(LookupError):
        chosen({}, "en", "en")


@pytest.mark.parametrize(
    ("name", "own", "script", "language", "direction"),
    [
        ("한서연", None, "HANGUL", "ko", "ltr"),
        ("أمل حدّاد", None, "ARABIC", "ar", "rtl"),
        ("王小明", None, "CJK", "zh", "ltr"),
        ("金正浩", "ko", "CJK", "ko", "ltr"),
        ("やまだ 太郎", None, "HIRAGANA", "ja", "ltr"),
        ("Ольга Петрова", "ru", "CYRILLIC", "ru", "ltr"),
        ("María José Núñez", None, "LATIN", None, "ltr"),
        ("María José Núñez", "es", "LATIN", "es", "ltr"),
        ("אורי לוי", None, "HEBREW", "he", "rtl"),
        ("ኣበበ", None, "ETHIOPIC", None, "ltr"),
        ("", None, "COMMON", None, "ltr"),
    ],
)
def test_a_name_shows_its_script_language_and_direction(
    name: str, own: str | None, script: str, language: str | None, direction: str
) -> None:
    how = written(name, own)
    assert (how.script, how.language, how.direction) == (script, language, direction)


FINGERPRINT = "9626e4881709e8c41147a7a497442a4e9bba4477ceed04aa955cb484203da1af"
