"""A course in one piece: the page to print, and the PDF as independent programs read it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import page
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from elearn.catalogue.formats.book import BookLesson, in_one_piece, tree
from elearn.catalogue.rules import Text
from elearn.catalogue.services import publish
from tests.certification.test_pdf import flat, pdftotext
from tests.conftest import NOW, PASSWORD, Cast
from tests.courses import real_course
from tests.databases import Templates
from tests.people import cast

MECHANISMS = "un-mechanisms"
STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\n")
MISREAD = "a stream /Length does not match its raw content length"
"""The checker takes a last byte 0D of a stream for a part of the line end behind it."""


@pytest.fixture
def reader(app: Flask, engine: Engine, templates: Templates, sign_in: Any) -> FlaskClient:
    """Return a learner's browser, with a real course published in three languages, once for all."""

    def publish_it() -> None:
        with Session(engine) as session:
            cast(session, Cast, password=PASSWORD, now=NOW)
            publish(session, pack=real_course(MECHANISMS, "ar", "ko"), now=NOW)
            session.commit()
        engine.dispose()

    templates.share("mechanisms", publish_it)
    templates.renew("mechanisms")
    client = app.test_client()
    sign_in(client, SimpleNamespace(user_name="learner"))
    return client


def pdf(client: FlaskClient, slug: str, language: str) -> bytes:
    answer = client.get(f"/courses/{slug}/book.pdf?lang={language}")
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    return answer.data


def outline_of(read: pypdf.PdfReader) -> Iterator[tuple[int, str]]:
    """Yield level and title of every bookmark."""

    def walk(items: Any, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, item.title

    yield from walk(read.outline, 1)


@pytest.mark.parametrize(("language", "first"), [("en", "The map"), ("ar", "الخريطة")])
def test_the_pdf_of_c3_is_tagged_has_headings_and_says_its_language(
    reader: FlaskClient, language: str, first: str
) -> None:
    made = pdf(reader, MECHANISMS, language)
    read = pypdf.PdfReader(io.BytesIO(made))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    kinds = Counter(_tags(root["/StructTreeRoot"]))
    assert kinds["/H1"] == 8, "the contents and seven modules"
    assert kinds["/H2"] == 24
    assert kinds["/Table"] >= 24
    assert kinds["/TH"] > 50
    assert kinds["/Figure"] == 3
    titles = [title for level, title in outline_of(read) if level == 1]
    assert titles[0] == first
    assert len(titles) == 7


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _tags(node["/K"])


@pytest.mark.parametrize("language", ["en", "ar", "ko"])
def test_an_independent_checker_finds_it_archival_and_accessible(
    reader: FlaskClient, language: str
) -> None:
    made = pdf(reader, MECHANISMS, language)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(made, profile=profile)
        failures = {failure.message for failure in report.failures}
        if failures == {MISREAD}:
            assert _lengths_are_right(made)
        else:
            assert not failures


def _lengths_are_right(made: bytes) -> bool:
    """Return whether each stream ends where its length says, with `endstream` behind it."""
    streams = list(STREAM.finditer(made))
    ends = [found.end() + int(found[1]) for found in streams]
    return bool(ends) and all(made[end : end + 10] == b"\nendstream" for end in ends)


def test_arabic_words_can_be_taken_out_of_it(reader: FlaskClient) -> None:
    made = pdf(reader, MECHANISMS, "ar")
    root = pypdf.PdfReader(io.BytesIO(made)).root_object
    assert root["/Lang"] == "ar"
    read = flat(pdftotext(made))
    for words in ("الخريطة", "من التقرير إلى المتابعة", "ملاحظات ختامية", "A/HRC/56/32"):
        assert flat(words) in read, words


def test_the_same_course_gives_the_same_bytes_and_is_not_sent_twice(reader: FlaskClient) -> None:
    address = f"/courses/{MECHANISMS}/book.pdf"
    first = reader.get(address)
    assert first.data == reader.get(address).data
    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_page_to_print_has_every_lesson_and_each_id_once(reader: FlaskClient) -> None:
    text = reader.get(f"/courses/{MECHANISMS}/print").text
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    targets = set(re.findall(r'href="#([^"]+)"', text))
    assert targets <= set(ids)
    assert "Two families" in text
    assert "Asking for better access" in text
    levels = _Headings.of(text.split("<main", 1)[1])
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels


class _Headings(HTMLParser):
    @classmethod
    def of(cls, text: str) -> list[int]:
        reader = cls()
        reader.levels = []
        reader.feed(text)
        return reader.levels

    levels: list[int]

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))


def test_a_lesson_in_one_piece_keeps_its_words_and_carries_its_id() -> None:
    html = '<h2 id="b1">A <a class="term" href="#term-x">word</a></h2><a href="#src-y">1</a>'
    lesson = BookLesson("why", Text("Why", "en"), html, ())
    assert in_one_piece(lesson) == ('<h4 id="why-b1">A word</h4>1')


def test_html_is_read_as_nodes() -> None:
    assert tree('<ul>\n<li>One <b>two</b></li>\n</ul><p lang="ar">x</p>') == [
        {
            "tag": "ul",
            "children": [
                {"tag": "li", "children": ["One ", {"tag": "b", "children": ["two"]}]},
            ],
        },
        {"tag": "p", "children": ["x"], "lang": "ar"},
    ]
