"""HR's files as they come: every encoding and delimiter for real, every fault in its sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from ruamel.yaml import YAML

from elearn.errors import Faults
from elearn.identity.formats.mapping import OWN, VALUES, own_mapping, with_additions
from elearn.identity.formats.roster import RosterTooLarge
from elearn.identity.formats.workbook import WorkbookTooLarge
from elearn.identity.rules.names import search_key
from elearn.identity.rules.roster import COLUMNS, Roster
from tests.identity.files import read, workbook

KOREAN = "사번,성명,부서,고용형태,대민업무,임용일\n0017,한서연,민원봉사과,공무원,예,2026-02-02\n"
SPANISH = 'N° de legajo;Apellidos y nombres;Ingreso\n007;"Núñez; Ana";2-2-2026\n'
ARABIC = "الرقم الوظيفي\tالاسم الكامل\tتاريخ التعيين\n١٢٣\tليلى منصور\t٠٢/٠٢/٢٠٢٦\n"


def only(roster: Roster) -> dict[str, object]:
    assert roster.faults == ()
    (line,) = roster.lines
    return dict(line.values)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (KOREAN.encode("cp949"), "euc-kr"),
        (KOREAN.encode("utf-8"), "utf-8"),
        (KOREAN.encode("utf-8-sig"), "utf-8"),
        (KOREAN.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), "utf-16"),
        (KOREAN.encode("utf-16-le"), "utf-16"),
        (KOREAN.replace(",", "\t").replace("\n", "\r\n").encode("cp949"), "euc-kr"),
        (KOREAN.replace(",", ";").encode("utf-16"), "utf-16"),
        (("sep=,\r\n" + KOREAN).encode("utf-8-sig"), "utf-8"),
    ],
)
def test_one_roster_reads_the_same_in_every_encoding(raw: bytes, encoding: str) -> None:
    roster = read(raw)
    assert roster.encoding == encoding
    assert only(roster) == {
        "staff_number": "0017",
        "name": "한서연",
        "unit_name": "민원봉사과",
        "employment_type": "permanent",
        "public_contact": True,
        "starts_on": date(2026, 2, 2),
    }


def test_a_spanish_file_in_windows_1252_keeps_name_zeros_and_declared_dates() -> None:
    roster = read(SPANISH.encode("cp1252"), dates="day-first")
    assert roster.encoding == "windows-1252"
    assert only(roster) == {
        "staff_number": "007",
        "name": "Núñez; Ana",
        "starts_on": date(2026, 2, 2),
    }


def test_arabic_digits_in_numbers_and_dates_are_read() -> None:
    assert only(read(ARABIC.encode("utf-16"), dates="day-first")) == {
        "staff_number": "123",
        "name": "ليلى منصور",
        "starts_on": date(2026, 2, 2),
    }


@pytest.mark.parametrize(
    "name",
    [
        "García Márquez",
        "McDONALD van der Berg",
        "محمد بن سلمان",
        "Ольга Ивановна",
        "王小明",
        "O’Neil",
    ],
)
def test_a_name_is_kept_as_written(name: str) -> None:
    assert only(read(f"staff no,name\n1,{name}\n"))["name"] == name


def test_a_decomposed_name_is_composed_and_nothing_else() -> None:
    assert only(read("staff no,name\n1,Nu\u0301n\u0303ez\n"))["name"] == "Núñez"


def test_a_workbook_gives_real_dates_numbers_and_truth() -> None:
    content = workbook(
        ["Matrícula", "Nombre completo", "Supervisa", "Fecha de inicio"],
        [9001, "Ana Belén Mamani", True, date(2026, 2, 3)],
        second=True,
    )
    assert only(read(content, "hr.xlsx")) == {
        "staff_number": "9001",
        "name": "Ana Belén Mamani",
        "supervises_others": True,
        "starts_on": date(2026, 2, 3),
    }


def sentences(content: bytes | str, file: str = "hr.csv", **options: str) -> list[str]:
    try:
        roster = read(content, file, **options)
    except Faults as faults:
        return [str(fault) for fault in faults.faults]
    return [str(fault) for fault in roster.faults]


HEAD = (
    "staff number,name,user name,e-mail,employment type,role family,supervisor,start,end,language\n"
)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (",Ana", "“staff number” is empty; every person needs one: fill it in"),
        ("7,", "“name” is empty; every person needs one: fill it in"),
        (
            "7/1,Ana",
            "the staff number “7/1” in the column “staff number” has a slash; leave the slash out",
        ),
        (
            "7,Ana\u200b",
            (
                "“Ana\u200b” in the column “name” holds an invisible control character; "
                "type the cell anew instead of pasting it"
            ),
        ),
        (
            "7," + "a" * 201,
            "the column “name” has 201 characters, and 200 are the most; shorten it",
        ),
        (
            "7,Ana,a b",
            (
                "“a b” in the column “user name” cannot be a user name; "
                "use 2 to 64 letters, digits and . - _ without spaces, or leave it empty"
            ),
        ),
        (
            "7,Ana,,ana",
            "“ana” in the column “e-mail” is not an e-mail address; correct it, or leave it empty",
        ),
        (
            "7,Ana,,,freelance",
            (
                "“freelance” in the column “employment type” is not a known employment type; "
                "write one of permanent, fixed_term, part_time, intern, volunteer, contractor, "
                "or explain the word in a mapping file"
            ),
        ),
        (
            "7,Ana,,,,wizard",
            (
                "“wizard” in the column “role family” is not a known role family; "
                "write one of front_desk, police_enforcement, social_services, education, health, "
                "planning, finance, management, political, or explain the word in a mapping file"
            ),
        ),
        (
            "7,Ana,,,,,x",
            (
                "“x” in the column “supervisor” is neither yes nor no; "
                "write one of yes, no, or explain the word in a mapping file"
            ),
        ),
        (
            "7,Ana,,,,,,02/03/2026",
            (
                "“02/03/2026” in the column “start” is not a date in the order year, month, day; "
                "write it as 2026-11-20, or declare --dates day-first for the whole file"
            ),
        ),
        (
            "7,Ana,,,,,,2026-02-30",
            "“2026-02-30” in the column “start” is no day of the calendar; correct the date",
        ),
        (
            "7,Ana,,,,,,1026-02-03",
            "the year of “1026-02-03” in the column “start” cannot be right; correct the date",
        ),
        (
            "7,Ana,,,,,,2026-02-03,2026-02-02",
            (
                "the end 2026-02-02 in the column “end” lies before the start 2026-02-03; "
                "correct one of the two"
            ),
        ),
        (
            "7,Ana,,,,,,,,Klingon",
            (
                "“Klingon” in the column “language” is not a known language; "
                "write one of en, es, fr, ar, zh, ru, ko, pt, or explain the word in a mapping file"
            ),
        ),
        (
            '7,"=HYPERLINK(1)"',
            (
                "the column “name” holds a formula: =HYPERLINK(1); "
                "paste the values instead of the formulas, and export again"
            ),
        ),
        (
            "7,@SUM(A1)",
            (
                "the column “name” holds a formula: @SUM(A1); "
                "paste the values instead of the formulas, and export again"
            ),
        ),
        (
            "7,Ana,,,,,,,,,more",
            (
                "the line has more cells than the header; "
                "put quotation marks round a cell that holds the delimiter, or export again"
            ),
        ),
    ],
)
def test_each_fault_names_line_column_value_and_mend(line: str, sentence: str) -> None:
    (told,) = sentences(f"{HEAD}1,Bo\n{line}\n")
    assert told.startswith("hr.csv:3: ")
    assert told.endswith(sentence)


def test_a_staff_number_that_stands_twice_is_refused() -> None:
    assert sentences("staff number,name\n7,Ana\n8,Bo\n7,Cy\n") == [
        (
            "hr.csv:4: “7” in the column “staff number” stands in line 2 already; "
            "keep one line for each person"
        )
    ]


def test_every_fault_is_reported_at_once_in_the_order_of_the_file() -> None:
    told = sentences(f"{HEAD}7,,,x,,,\n7,Bo,,,wrong,,,nope\n")
    assert [sentence.split(":")[1] for sentence in told] == ["2", "2", "3", "3", "3"]


def test_lines_are_counted_as_a_text_editor_counts_them() -> None:
    (told,) = sentences('staff number,name,remarks\n1,Ana,"Clerk\nof court"\n\n2,,x\n')
    assert told.startswith("hr.csv:5: ")


@pytest.mark.parametrize("phone", ["+34 600 123 456", "-5", "+1 (202) 555-0100", "-3,5"])
def test_negative_and_telephone_numbers_are_no_formulas(phone: str) -> None:
    assert only(read(f'staff no,name,phone\n1,Ana,"{phone}"\n'))["name"] == "Ana"


def test_day_first_dates_are_read_only_when_declared() -> None:
    text = "staff number,name,start\n7,Ana,3.2.2026\n"
    assert only(read(text, dates="day-first"))["starts_on"] == date(2026, 2, 3)
    assert sentences(text.replace("3.2.2026", "2026-02-03"), dates="day-first") == [
        (
            "hr.csv:2: “2026-02-03” in the column “start” is not a date in the order "
            "day, month, year; "
            "write it as 20/11/2026, or declare --dates iso for the whole file"
        )
    ]


def test_an_encoding_that_cannot_be_told_is_asked_for() -> None:
    raw = "staff number,name\n1,한서연\n".encode("euc-kr")
    assert sentences(raw) == [
        (
            "hr.csv: the encoding cannot be told: it could be windows-1252, euc-kr; "
            "declare it with --encoding, as the program that wrote the file names it"
        )
    ]
    assert only(read(raw, encoding="euc-kr"))["name"] == "한서연"


def test_an_encoding_declared_wrongly_is_refused() -> None:
    assert sentences("staff number,name\n1,Núñez\n".encode("cp1252"), encoding="utf-8") == [
        "hr.csv: the file is not written in utf-8; declare another encoding, or let it be detected"
    ]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert sentences(b"\x00\x01\x02") == [
        (
            "hr.csv: the encoding is none of those that are read; "
            "export the file again as UTF-8, or save it as an Excel workbook (.xlsx)"
        )
    ]


def test_a_missing_column_is_named_with_the_headers_there_are() -> None:
    assert sentences("number,name\n1,Ana\n") == [
        (
            "hr.csv:1: no column is known as staff_number; the headers are: number, name; "
            "name the column so in the file, or map its header with --mapping"
        )
    ]
    assert len(sentences("")) == 2


def test_two_columns_of_one_meaning_are_refused() -> None:
    assert sentences("staff number,사번,name\n1,2,Ana\n") == [
        (
            "hr.csv:1: the columns “staff number” and “사번” both mean staff_number; "
            "remove one of the two"
        )
    ]


def test_quotation_marks_that_do_not_close_are_refused() -> None:
    (told,) = sentences('staff number,name\n1,"Ana\n2,Bo\n')
    assert told.startswith("hr.csv:2: the quotation marks of this line do not close")


def test_columns_nobody_knows_are_told_and_left_aside() -> None:
    assert read("staff number,name,shoe size\n1,Ana,38\n").unread == ("shoe size",)


def test_formulas_of_a_workbook_are_refused_though_they_have_values() -> None:
    content = workbook(["staff number", "name"], [7, ""], formulas={(1, 1): '="A"&"na"'})
    assert sentences(content, "hr.xlsx") == [
        (
            "hr.xlsx:2: the column “name” holds a formula: Ana; "
            "paste the values instead of the formulas, and export again"
        )
    ]


def test_an_error_left_in_a_workbook_is_refused() -> None:
    content = workbook(["staff number", "name"], [7, "#REF!"])
    assert "holds a formula: #REF!" in sentences(content, "hr.xlsx")[0]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 not a zip", b"PK\x03\x04", workbook(["a"])[:-200]]
)
def test_a_broken_workbook_is_refused(content: bytes) -> None:
    assert sentences(content, "hr.xlsx") == [
        (
            "hr.xlsx: this is not a workbook that can be read; "
            "save it as an Excel workbook (.xlsx) without a password, or as CSV"
        )
    ]


def test_an_old_workbook_is_refused() -> None:
    (told,) = sentences(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "hr.xls")
    assert told.startswith("hr.xls: this is an old Excel workbook, or one with a password; save")


def test_a_cell_in_the_last_corner_does_not_take_all_memory() -> None:
    content = workbook(["staff number", "name"])
    rebuilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(rebuilt, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data.replace(b'r="B1"', b'r="XFD1048576"'))
    with pytest.raises(WorkbookTooLarge):
        read(rebuilt.getvalue(), "hr.xlsx")


def test_a_workbook_with_entities_is_refused() -> None:
    content = workbook(["staff number", "name"])
    rebuilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(rebuilt, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
            new.writestr(member, data.replace(b"<worksheet", bomb))
    assert len(sentences(rebuilt.getvalue(), "hr.xlsx")) == 1


def test_too_many_bytes_or_lines_are_refused() -> None:
    with pytest.raises(RosterTooLarge, match="is larger than 10 MB"):
        read(b"x" * (10 * 1024 * 1024 + 1))
    with pytest.raises(RosterTooLarge, match="has more than 50000 lines"):
        read("staff number,name\n" + "".join(f"{n},Ana\n" for n in range(50_001)))


def test_a_city_adds_words_of_its_own() -> None:
    text = "headers: {staff_number: [PERNR]}\nvalues: {yes_no: {yes: [x], no: [o]}}\n"
    mapping = with_additions(text, "ours.yaml")
    assert only(read("PERNR,name,supervisor\n1,Ana,X\n", mapping=mapping)) == {
        "staff_number": "1",
        "name": "Ana",
        "supervises_others": True,
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("headers: {shoe_size: [size]}", "headers.shoe_size"),
        ("values: {employment_type: {freelance: [free]}}", "employment_type.freelance"),
        ("values: {shoes: {}}", "values.shoes"),
        ("other: 1", "other"),
        ("just text", "?"),
    ],
)
def test_a_mapping_with_an_unknown_entry_is_refused(text: str, place: str) -> None:
    with pytest.raises(Faults) as caught:
        with_additions(text, "ours.yaml")
    assert caught.value.faults[0].params["key"] == place


def test_a_mapping_that_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(Faults) as caught:
        with_additions("headers:\n  name: [a\n", "ours.yaml")
    assert str(caught.value.faults[0]).startswith("ours.yaml:3: this is not valid YAML")


def test_our_own_words_mean_one_thing_each() -> None:
    data = YAML(typ="safe").load(OWN.read_text("utf-8"))
    sections = [data["headers"], *data["values"].values()]
    for section in sections:
        meaning: dict[str, str] = {}
        for target, lists in section.items():
            for word in (word for words in lists for word in words):
                key = search_key(str(word))
                assert meaning.setdefault(key, target) == target, word
    mapping = own_mapping()
    assert set(mapping.headers.values()) == set(COLUMNS)
    for kind, words in VALUES.items():
        assert set(mapping.values[kind].values()) == set(words)
