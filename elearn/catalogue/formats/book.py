"""A whole course in one piece: for the printed page as HTML, and as a tagged PDF.

Both begin with the HTML of the lessons, dressed in the words of the interface. In one piece
headings stand lower and ids carry the lesson's; words of the glossary and numbers of sources are no
links, for what they lead to stands close by.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

from elearn.catalogue.formats.typeset import compiled
from elearn.catalogue.rules.text import Text

WITHIN = re.compile(r'<a (?:class="term" )?href="#(?:term|src)-[^"]*">(.*?)</a>', re.DOTALL)
"""Links to what stands elsewhere here: the words of the glossary, and the list of sources."""
NAMED = re.compile(r'(\b(?:id|aria-labelledby)="|href="#)')
HEADING = re.compile(r"(</?h)([23])\b")
MEDIA = re.compile(r"/media/([0-9a-f]{64})/")
BLANK = re.compile(r"[ \t\r\n]+")
LOWER = 2
"""How many levels the headings of a lesson stand below those of its own page."""
EMPTY = frozenset({"br", "hr", "img", "source", "track"})
HOLDERS = frozenset(
    ("", "ul", "ol", "table", "thead", "tbody", "tr", "dl", "section", "div", "figure", "details")
)
"""What holds other elements: white space between them means nothing."""
FACES = {"ar": "Amiri", "zh": "Noto Sans SC", "ko": "Noto Sans KR"}
TEMPLATE = "book.typ"


@dataclass(frozen=True, slots=True)
class BookLesson:
    """A lesson within a book."""

    id: str
    title: Text
    html: str
    """Dressed, and with the local texts in it."""
    sources: tuple[str, ...]
    """The lines of its list of sources."""


@dataclass(frozen=True, slots=True)
class BookModule:
    """A module within a book."""

    title: Text
    lessons: tuple[BookLesson, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A course in one piece."""

    language: str
    direction: str
    title: Text
    summary: Text
    facts: tuple[str, ...]
    """Lines below the summary: version, time, licence."""
    modules: tuple[BookModule, ...]
    words: Mapping[str, str]
    """`contents`, `sources`: what the interface calls them."""


def in_one_piece(lesson: BookLesson) -> str:
    """Return the HTML of a lesson as it stands on the page of a whole course."""
    html = WITHIN.sub(r"\1", lesson.html)
    html = NAMED.sub(rf"\1{lesson.id}-", html)
    return HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + LOWER}", html)


def pictures_in(book: Book) -> frozenset[str]:
    """Return the digests of the pictures that the book shows."""
    return frozenset(
        digest
        for module in book.modules
        for lesson in module.lessons
        for digest in MEDIA.findall(lesson.html)
    )


def book_pdf(book: Book, pictures: Mapping[str, tuple[str, bytes]], *, at: datetime) -> bytes:
    """Return the book as a tagged PDF; `pictures` are content type and bytes by digest."""
    data = {
        "language": book.language,
        "direction": book.direction,
        "title": _words(book.title),
        "summary": _words(book.summary),
        "facts": list(book.facts),
        "words": dict(book.words),
        "modules": [
            {
                "title": _words(module.title),
                "lessons": [
                    {
                        "title": _words(lesson.title),
                        "body": _levelled(tree(WITHIN.sub(r"\1", lesson.html))),
                        "sources": list(lesson.sources),
                    }
                    for lesson in module.lessons
                ],
            }
            for module in book.modules
        ],
    }
    drawn = {
        digest: _drawing(kind, content, book.language)
        for digest, (kind, content) in pictures.items()
        if kind.startswith("image/")
    }
    inputs = {
        "book": json.dumps(data, ensure_ascii=False),
        "pictures": json.dumps(drawn, ensure_ascii=False),
    }
    return compiled(_template(), inputs, at)


@cache
def _template() -> bytes:
    return files(__package__).joinpath(TEMPLATE).read_bytes()


def _words(text: Text) -> dict[str, str]:
    return {"text": text.text, "language": text.language}


def _drawing(kind: str, content: bytes, language: str) -> str:
    """Return a picture as SVG: a drawing in faces that the typesetter has, or a photo in one."""
    if kind == "image/svg+xml":
        face = FACES.get(language, "Noto Sans")
        return content.decode().replace('"sans-serif"', f'"{face}"')
    data = base64.b64encode(content).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">'
        f'<image width="800" height="600" href="data:{kind};base64,{data}"/></svg>'
    )


def tree(html: str) -> list[Any]:
    """Return sanitised HTML as nested nodes: texts, and {tag, children, and some attributes}."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.top


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Any] = []
        self.open: list[tuple[str, list[Any]]] = [("", self.top)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: dict[str, Any] = {"tag": tag, "children": []}
        for name, value in attrs:
            if name in {"lang", "dir", "class", "alt", "href"} and value:
                node[name] = value
            if name == "src" and value and (found := MEDIA.search(value)):
                node["picture"] = found[1]
        self.open[-1][1].append(node)
        if tag not in EMPTY:
            self.open.append((tag, node["children"]))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1:
            closed, _ = self.open.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        text = BLANK.sub(" ", data)
        tag, children = self.open[-1]
        if text.strip() or (text and children and tag not in HOLDERS):
            children.append(text)


def _levelled(nodes: Iterable[Any]) -> list[Any]:
    """Return the nodes with the level of each heading: none skips one, below the lesson's own."""
    nodes, last = list(nodes), LOWER

    def walk(each: Any) -> None:
        nonlocal last
        if isinstance(each, str):
            return
        if re.fullmatch("h[2-6]", each["tag"]):
            last = each["level"] = min(int(each["tag"][1]) + LOWER - 1, last + 1)
        for child in each["children"]:
            walk(child)

    for node in nodes:
        walk(node)
    return nodes
