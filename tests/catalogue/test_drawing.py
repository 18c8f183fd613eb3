"""Drawings whose words are translated."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from elearn.catalogue.formats.compile import compile_pack
from elearn.catalogue.formats.drawing import drawn, drawn_texts, size
from tests.catalogue.packs import edited, read, sound

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" data-mirror="true">
<path d="M40 100h320"/>
<text x="60" y="40" font-size="16" data-width="120" data-lines="2">State report</text>
<text x="300" y="40" font-size="16" data-width="120">Follow-up</text>
</svg>"""
SVG = "{http://www.w3.org/2000/svg}"


def lines(data: bytes) -> list[list[str]]:
    """Return the lines of every text of a drawing."""
    texts = fromstring(data).iter(f"{SVG}text")
    return [[str(line.text) for line in text] for text in texts]


def test_its_words_and_its_size_are_read() -> None:
    assert drawn_texts(DRAWING) == ("State report", "Follow-up")
    assert size(DRAWING) == (400, 200)


@pytest.mark.parametrize(
    ("language", "words", "least"),
    [
        ("ru", "Доклад государства-участника о выполнении договора", 2),
        ("zh", "缔约国向条约机构提交的定期报告以及答复", 2),
        ("ko", "당사국이 조약기구에 제출하는 정기보고서", 2),
        ("fr", "Rapport", 1),
    ],
)
def test_a_longer_text_is_broken_into_lines(language: str, words: str, least: int) -> None:
    broken = lines(drawn(DRAWING, language, lambda _: (words, language)))[0]
    assert len(broken) >= least
    assert "".join(broken).replace(" ", "") == words.replace(" ", "")


def test_it_is_turned_round_for_arabic_and_its_words_are_not() -> None:
    root = fromstring(drawn(DRAWING, "ar", lambda _: ("تقرير الدولة", "ar")))
    (group,) = list(root)
    assert group.get("transform") == "translate(400 0) scale(-1 1)"
    text = next(root.iter(f"{SVG}text"))
    assert (text.get("direction"), text.get("transform")) == ("rtl", "translate(120 0) scale(-1 1)")


def test_it_stays_as_it_is_for_korean() -> None:
    root = fromstring(drawn(DRAWING, "ko", lambda _: ("보고서", "ko")))
    assert [child.get("transform") for child in root] == [None, None, None]


def packed() -> dict[str, bytes]:
    """Return the small pack with a drawing that has words, one of them translated into Spanish."""
    files = edited("modules/counter/what.md", "media/counter.svg", "media/review.svg")
    files["media/review.svg"] = DRAWING
    del files["media/counter.svg"]
    files["locale/es.po"] += (
        b'\nmsgctxt "picture:review.svg"\nmsgid "State report"\nmsgstr "Informe del Estado"\n'
    )
    return files


def test_a_lesson_shows_the_drawing_of_its_language() -> None:
    compiled = compile_pack(sound(packed())).languages
    shown = {each.language: each.made["media/review.svg"] for each in compiled}
    assert lines(shown["es"][1]) == [["Informe del", "Estado"], ["Follow-up"]]
    for each in compiled:
        medium, data = shown[each.language]
        assert medium.path == f"made/{each.language}/review.svg"
        html = each.lessons["what"].html
        assert f'src="{medium.url}"' in html
        assert 'width="400" height="200"' in html
        assert size(data) == (400, 200)


def test_a_description_and_a_place_are_boxes() -> None:
    files = edited(
        "modules/duty/who.md",
        "The State has it, and so has the town.",
        "![A map](media/counter.svg)\n\n::: description\nFrom left to right.\n:::\n\n"
        "::: place complaint-point Where to complain\nNobody has said it yet.\n:::",
    )
    html = compile_pack(sound(files)).languages[0].lessons["who"].html
    assert "<details><summary><!--label:description--></summary>" in html
    assert "<!--place:complaint-point--><p" in html
    assert "</p><!--/place:complaint-point--></section>" in html
    unknown = {
        **files,
        "modules/duty/who.md": files["modules/duty/who.md"].replace(b"complaint-point", b"kitchen"),
    }
    assert [str(fault) for fault in read(unknown).faults] == [
        (
            "modules/duty/who.md:13: there is no place “kitchen” for a municipality's own text;"
            " name one of charter, complaint-point, contacts, next-reviews, ratifications, then a"
            " title"
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        b'x="50%"',
        b'x="60 70"',
        b'x="nan"',
        b'x="60" font-size="1em"',
        b'x="60" font-size="0"',
        b'x="60" data-lines="0"',
    ],
)
def test_a_text_placed_in_other_than_plain_numbers_is_a_fault(wrong: bytes) -> None:
    files = packed()
    plain = b'x="60" y="40" font-size="16" data-width="120" data-lines="2"'
    files["media/review.svg"] = DRAWING.replace(plain, wrong + b' data-width="120"')
    faults = [str(fault) for fault in read(files).faults]
    assert (
        "media/review.svg: a text of this drawing has a place or a size that is no plain number;"
        " write x, y, font-size, data-width and data-lines as plain numbers above zero"
    ) in faults


def test_a_text_without_width_stays_as_it_is_drawn() -> None:
    drawing = DRAWING.replace(b' data-width="120" data-lines="2"', b"").replace(
        b'x="60"', b'x="50%"'
    )
    assert drawn_texts(drawing) == ("Follow-up",)
    first, _ = fromstring(drawn(drawing, "ru", lambda text: (text, "ru"))).iter(f"{SVG}text")
    assert (first.get("x"), first.text, list(first)) == ("50%", "State report", [])


def test_two_drawings_of_one_name_are_kept_apart() -> None:
    files = packed()
    files["media/more/review.svg"] = DRAWING.replace(b"State report", b"Replies")
    files["modules/duty/who.md"] += b"\n![Another](media/more/review.svg)\n"
    made = compile_pack(sound(files)).languages[0].made
    assert sorted(medium.path for medium, _ in made.values()) == [
        "made/en/more/review.svg",
        "made/en/review.svg",
    ]
