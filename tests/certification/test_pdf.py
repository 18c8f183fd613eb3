"""The PDF: what independent programs read in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import unicodedata
from pathlib import Path

import page
import pypdf
import pytest
import zxingcpp

from elearn.certification.formats import pdf
from elearn.certification.rules.sheet import Sheet, plain
from elearn.locales import LANGUAGES
from tests.certification.sheets import ADDRESS, CODE, ISSUED_AT, NAMES, sheet

HINT = "install poppler: `apt-get install poppler-utils`, or `brew install poppler`"
MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
LONG_NAMES = {
    "ar": "عبد الرحمن بن محمد بن عبد الله بن إبراهيم الأنصاري البغدادي القرطبي " * 3,
    "zh": "欧阳" * 90,
    "ko": "황금독수리온세상을놀라게하다" * 12,
    "ru": "Константин Константинопольский-Рождественский-Преображенский " * 3,
}
LATIN_LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft " * 3


def program(name: str) -> str:
    """Return the path of a program of poppler; missing it fails, with what to install."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: {HINT}")
    return found


def pdftotext(made: bytes) -> str:
    command = [program("pdftotext"), "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()


def pypdf_text(made: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(made)).pages)


def flat(text: str) -> str:
    """Return the text composed, without direction marks, with no spaces or line ends.

    Portuguese repeats a hyphen at which a line ends on the next one; the two count as one.
    """
    text = unicodedata.normalize("NFKC", text.translate(dict.fromkeys(map(ord, MARKS))))
    return re.sub(r"\s+", "", text).replace("--", "-")


def letters(text: str) -> str:
    """Return the letters alone: neither digits nor signs, whose place bidi readers disagree on."""
    return "".join(sign for sign in flat(text) if unicodedata.category(sign).startswith("L"))


def sentences(made: Sheet) -> list[str]:
    return [plain(made.opening), plain(made.sentence), plain(made.ground), made.check]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(language: str) -> bytes:
    return pdf.render(sheet(language), issued_at=ISSUED_AT)


@pytest.mark.parametrize("reader", [pdftotext, pypdf_text])
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "ar"])
def test_two_readers_find_the_name_and_the_sentences_as_they_are_written(
    made: bytes, language: str, reader: object
) -> None:
    read = flat(reader(made))  # type: ignore[operator]  # either of two functions
    for text in (NAMES[language], "Han Seoyeon", CODE, *sentences(sheet(language))):
        assert flat(text) in read
    assert flat(ADDRESS) in read


def test_poppler_reads_the_arabic_certificate_in_logical_order() -> None:
    """Hold `pdftotext` to the letters of the name and of every sentence, in reading order.

    Poppler turns right-to-left lines back into logical order and wraps them in direction marks,
    which are dropped here. It sorts by place on the page, so it moves digits and signs that stand
    between right-to-left words (a date, a full stop) and puts a vowel mark or a shadda one letter
    too early: names and sentences are compared by their letters, lam-alef included. Terms without
    marks, a name without marks, the number and the address are compared whole.
    """
    made = sheet("ar")
    read = pdftotext(pdf.render(made, issued_at=ISSUED_AT))
    for text in (made.heading, made.issuer.text, made.rests, CODE, ADDRESS):
        assert flat(text) in flat(read)
    assert letters(NAMES["ar"]) in letters(read)
    plainly = sheet("ar", "سلمى عبد الإله الأنصاري")
    assert flat(plainly.name.text) in flat(pdftotext(pdf.render(plainly, issued_at=ISSUED_AT)))
    for sentence in sentences(made):
        assert letters(sentence) in letters(read)
    for digits in ("٢٠٢٦", "٨٧", "٧"):
        assert digits in read or digits[::-1] in read


def test_pypdf_finds_the_words_of_the_arabic_name_issuer_and_title() -> None:
    """Look for words one by one, and only for those without vowel marks.

    Pypdf keeps the order of drawing, from left to right, repeats the letters under a mark, and
    turns some words round, so whole Arabic sentences are left to poppler.
    """
    made = sheet("ar", "سلمى عبد الإله الأنصاري")
    read = letters(pypdf_text(pdf.render(made, issued_at=ISSUED_AT)))
    words = [made.name.text, made.issuer.text, made.heading, made.sentence[1].text]
    for word in " ".join(words).split():
        assert letters(word) in read or letters(word)[::-1] in read, word


@pytest.mark.parametrize("profile", ["PDF_A_3A", "PDF_UA_1"])
def test_an_independent_validator_accepts_it_as_archival_and_accessible(
    made: bytes, profile: str
) -> None:
    report = page.validate_pdf_bytes(made, profile=getattr(page.ValidationProfile, profile))
    assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.parametrize("name", NAMES.values())
def test_a_name_in_any_script_of_ours_is_shaped_in_a_document_of_any_language(
    language: str, name: str
) -> None:
    made = pdf.render(sheet(language, name), issued_at=ISSUED_AT)
    assert letters(name) in letters(pdftotext(made))
    assert page.is_pdf_compliant_bytes(made, profile=page.ValidationProfile.PDF_UA_1)


def test_the_document_says_its_title_and_language(made: bytes, language: str) -> None:
    read = pypdf.PdfReader(io.BytesIO(made))
    assert read.metadata is not None
    assert read.metadata.title == sheet(language).title
    assert read.metadata.creation_date == ISSUED_AT
    assert str(read.root_object["/Lang"]).split("-")[0] == language
    assert len(read.pages) == 1


def test_the_same_certificate_gives_the_same_bytes_at_any_time(language: str) -> None:
    first = pdf.render(sheet(language), issued_at=ISSUED_AT)
    pdf.render(sheet("en", "Somebody Else"), issued_at=ISSUED_AT)
    assert pdf.render(sheet(language), issued_at=ISSUED_AT) == first


def test_the_code_on_the_rendered_page_leads_to_the_address(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "c.pdf").write_bytes(made)
    command = [program("pdftoppm"), "-r", "120", "-gray", "c.pdf", "c"]
    subprocess.run(command, check=True, cwd=tmp_path)
    rows = (tmp_path / "c-1.pgm").read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", rows)
    assert header is not None
    width, height = int(header[1]), int(header[2])
    image = memoryview(rows[header.end() :]).cast("B", (height, width))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == ADDRESS


def test_very_long_names_and_titles_still_stand_on_one_page(language: str, tmp_path: Path) -> None:
    name = LONG_NAMES.get(language, LATIN_LONG).strip()[:200]
    title = " ".join([str(sheet(language).sentence[1].text)] * 8)[:400]
    made = pdf.render(sheet(language, name, title), issued_at=ISSUED_AT)
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    assert letters(name)[:40] in letters(pdftotext(made))
    assert _dark_outside(made, tmp_path) == 0


def _dark_outside(made: bytes, folder: Path) -> int:
    """Return how many dots are dark in the margins of the page, where nothing may stand."""
    (folder / "long.pdf").write_bytes(made)
    command = [program("pdftoppm"), "-r", "50", "-gray", "long.pdf", "long"]
    subprocess.run(command, check=True, cwd=folder)
    rows = (folder / "long-1.pgm").read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", rows)
    assert header is not None
    width = int(header[1])
    dots = rows[header.end() :]
    edge = 34  # 17 of the 20 mm that are left free
    lines = [dots[start : start + width] for start in range(0, len(dots), width)]
    return sum(dot < 128 for line in lines for dot in (*line[:edge], *line[-edge:]))


@pytest.mark.parametrize(
    ("name", "script"), [("ኣበበ ቢቂላ", "Ethiopic"), ("สมชาย ใจดี", "Thai"), ("Anna 😀", "Latin")]
)
def test_a_name_that_no_typeface_covers_is_refused_with_the_name_and_its_script(
    name: str, script: str
) -> None:
    with pytest.raises(pdf.ScriptNotCovered) as refused:
        pdf.require_printable(name)
    assert name in str(refused.value)
    assert script in str(refused.value)
    with pytest.raises(pdf.ScriptNotCovered):
        pdf.render(sheet("en", name), issued_at=ISSUED_AT)


@pytest.mark.parametrize(
    "name", [*NAMES.values(), "", "𠮷野家", "Ἀλέξανδρος", "國龍體髮", "Đặng Thị"]
)
def test_a_name_that_can_be_printed_passes(name: str) -> None:
    pdf.require_printable(name)


def test_a_name_cannot_speak_to_the_typesetter() -> None:
    name = '#panic("x") *bold* $x$ \\ " ] //'
    assert flat(name) in flat(pdftotext(pdf.render(sheet("en", name), issued_at=ISSUED_AT)))


def test_a_certificate_is_made_in_no_time_once_warm() -> None:
    """Leave ample room over the 15 ms or so that it takes, for slow and busy machines."""
    pdf.render(sheet("en"), issued_at=ISSUED_AT)
    spent = []
    for number in range(8):
        started = time.perf_counter()
        pdf.render(sheet("en", f"Person {number}"), issued_at=ISSUED_AT)
        spent.append(time.perf_counter() - started)
    assert min(spent) < 0.15
