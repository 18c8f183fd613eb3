"""Lessons: pictures, films, citations, links, headings, boxes and block ids."""

from __future__ import annotations

import re

from elearn.catalogue.formats.checks.media import check_media_notes, check_picture
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.files import climbs_out
from elearn.catalogue.formats.markdown import inline
from elearn.catalogue.formats.pack import Lesson, Pack
from elearn.catalogue.formats.tree import Element
from elearn.catalogue.rules.places import PLACES
from elearn.errors import N_

BLOCK_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
RESERVED = re.compile(r"(b\d+|src-.*|main|n)\Z")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>")
REFUSED_LINK = re.compile(r"\]\(\s*<?\s*([a-zA-Z][a-zA-Z0-9+.-]*):", re.IGNORECASE)
SCHEMES = ("https://", "http://", "mailto:", "tel:")


def check_content(pack: Pack, findings: Findings, *, whole: bool) -> None:
    """Note every fault of the lessons' text, and sources and pictures that nothing uses.

    What nothing uses is told of a `whole` pack alone: else the missing part may use it.
    """
    cited: set[str] = set()
    pictures: set[str] = set()
    for lesson in pack.lessons.values():
        _LessonCheck(pack, lesson, findings, cited, pictures).run()
    for _, question in pack.questions():
        cited.update(question.sources)
    for source in pack.course.sources if whole else ():
        if source.id not in cited:
            findings.warn(
                "course.yaml",
                source.line,
                N_("nothing cites the source “%(id)s”"),
                N_("cite it, or remove it"),
                id=source.id,
            )
    check_media_notes(pack, findings, pictures if whole else set(pack.media))


class _LessonCheck:
    def __init__(  # what one walk through a lesson needs
        self, pack: Pack, lesson: Lesson, findings: Findings, cited: set[str], pictures: set[str]
    ) -> None:
        self.pack, self.lesson, self.findings = pack, lesson, findings
        self.cited, self.pictures = cited, pictures
        self.sources = {source.id for source in pack.course.sources}
        self.here: set[str] = set()

    def fault(self, line: int, what: str, mend: str, /, **params: object) -> None:
        self.findings.fault(self.lesson.file, line, what, mend, **params)

    def run(self) -> None:
        elements = list(self.lesson.tree.walk())
        if not any(element.text for element in elements):
            self.fault(1, N_("this lesson is empty"), N_("write it, or remove the file"))
        self.ids(elements)
        for element in elements:
            self.element(element)
        self.front_matter()

    def front_matter(self) -> None:
        outcomes = {name for name, _ in self.pack.course.outcomes}
        for name in self.lesson.outcomes:
            if name not in outcomes:
                self.fault(
                    self.lesson.title.line,
                    N_("there is no outcome “%(id)s” in course.yaml"),
                    N_("name one of %(known)s"),
                    id=name,
                    known=", ".join(sorted(outcomes)),
                )
        for name in self.lesson.sources:
            if name not in self.sources:
                self.unknown_source(self.lesson.sources_line, name)
            elif name not in self.here:
                self.findings.warn(
                    self.lesson.file,
                    self.lesson.sources_line,
                    N_("the lesson names the source “%(id)s” and does not cite it"),
                    N_("cite it as [@%(id)s], or remove it here"),
                    id=name,
                )
        self.cited.update(self.here, self.lesson.sources)

    def unknown_source(self, line: int, name: str) -> None:
        self.fault(
            line,
            N_("there is no source “%(id)s” in course.yaml"),
            N_("add it to the sources there, or mend the id"),
            id=name,
        )

    def ids(self, elements: list[Element]) -> None:
        seen: dict[str, int] = {}
        numbered = 0
        for element in elements:
            # a block without an id of its own has that of its number, which nothing else may take
            automatic = False
            if element.text is not None:
                numbered += 1
                automatic = element.id == f"b{numbered}"
            if element.id is None or automatic:
                continue
            if not BLOCK_ID.match(element.id) or RESERVED.match(element.id):
                self.fault(
                    element.line,
                    N_("a block cannot have the id “%(id)s”"),
                    N_("use small letters, digits and hyphens, and not b1, src-… or main"),
                    id=element.id,
                )
            elif element.id in seen:
                self.fault(
                    element.line,
                    N_("the block id “%(id)s” is there twice, first at line %(first)s"),
                    N_("give this block another id"),
                    id=element.id,
                    first=seen[element.id],
                )
            seen.setdefault(element.id, element.line)

    def element(self, element: Element) -> None:
        text = element.text
        if element.kind == "heading" and element.data["level"] == 1:
            self.fault(
                element.line,
                N_("the lesson's title is its only heading of the first level"),
                N_("begin headings with ##"),
            )
        if element.kind == "place" and element.data["place"] not in PLACES:
            self.fault(
                element.line,
                N_("there is no place “%(place)s” for a municipality's own text"),
                N_("name one of %(known)s, then a title"),
                place=element.data["place"],
                known=", ".join(PLACES),
            )
        if element.kind == "title" and not text:
            self.fault(
                element.line,
                N_("this box has no title"),
                N_("write it after the word, as in “::: example A title”"),
            )
        if element.kind == "figure":
            check_picture(self.pack, self.lesson.file, element, self.findings, self.pictures)
            return
        if not text:
            return
        if text.startswith(":::"):
            self.fault(
                element.line,
                N_("there is no box of this kind, or it was not closed"),
                N_("use ::: with example, case, term, place or description, and ::: at its end"),
            )
        if TAG.search(text):
            self.findings.warn(
                self.lesson.file,
                element.line,
                N_("HTML is not read here: readers will see it as text"),
                N_("use Markdown"),
            )
        match = REFUSED_LINK.search(text)
        if match and f"{match[1].lower()}:" not in {scheme.rstrip("/") for scheme in SCHEMES}:
            self.bad_link(element.line, f"{match[1]}:")
        self.inline(element, text)

    def inline(self, element: Element, text: str) -> None:
        cited = 0
        for token in inline(text, self.lesson.tree.references):
            if token.type == "citation":
                cited += 1
                name = token.meta["id"]
                if name in self.sources:
                    self.here.add(name)
                else:
                    self.unknown_source(element.line, name)
            elif token.type == "link_open":
                self.link(element.line, str(token.attrs.get("href", "")))
            elif token.type == "image":
                picture = Element(
                    "figure", None, token.content, element.line, {"src": token.attrs.get("src", "")}
                )
                check_picture(self.pack, self.lesson.file, picture, self.findings, self.pictures)
            elif token.type == "code_inline":
                cited += token.content.count("[@")
        if text.count("[@") > cited:
            self.fault(
                element.line,
                N_("this citation cannot be read"),
                N_("write [@source] or [@source, art. 1]"),
            )

    def bad_link(self, line: int, link: str) -> None:
        self.fault(
            line,
            N_("a link cannot lead to “%(link)s”"),
            N_("link to https://…, mailto:…, a file of media/ or a #block of this lesson"),
            link=link[:80],
        )

    def link(self, line: int, link: str) -> None:
        if link.startswith("#"):
            if link[1:] not in {element.id for element in self.lesson.tree.walk()}:
                self.bad_link(line, link)
        elif link.startswith("media/"):
            self.pictures.add(link)
            if climbs_out(link) or link not in self.pack.files:
                self.bad_link(line, link)
        elif not link.lower().startswith(SCHEMES):
            self.bad_link(line, link)
