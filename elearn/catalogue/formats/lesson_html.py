"""A lesson's tree as HTML in one language; the structure is the source's in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from elearn.catalogue.formats.inline_html import InlineWriter
from elearn.catalogue.formats.markdown import inline, plain
from elearn.catalogue.formats.media_html import film
from elearn.catalogue.formats.pack import MediaNote
from elearn.catalogue.formats.tree import Element
from elearn.catalogue.rules.languages import direction
from elearn.catalogue.rules.lesson import Block
from elearn.catalogue.rules.places import closing, opening

FALLBACK = '<div class="fallback" data-fallback=""><!--fallback-label-->'
MARKED = frozenset({"paragraph", "heading", "figure"})
"""Elements that bear `lang` and `dir` themselves; what holds others gets them from around it."""
Lookup = Callable[[str], str | None]
"""Source text to its translation, or None where there is none that holds."""


@dataclass(slots=True)
class LessonWriter:
    """Writes one lesson in one language; `blocks` tells afterwards what fell back."""

    language: str
    source_language: str
    lookup: Lookup
    inline: InlineWriter
    notes: dict[str, MediaNote]
    title: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The files of the pack, for the transcripts among them."""
    blocks: list[Block] = field(default_factory=list)
    heading: str = ""
    within_fallback: bool = False
    alone: bool = False
    """Whether what falls back bears its own `lang`, as a single paragraph does."""

    def html(self, elements: tuple[Element, ...]) -> str:
        """Return the lesson's HTML, not yet sanitised."""
        self.heading = self.title
        return "\n".join(self._flow(elements))

    def _flow(self, elements: tuple[Element, ...]) -> Iterable[str]:
        """Yield the HTML of elements one after the other, each note beside its paragraph."""
        position = 0
        while position < len(elements):
            element = elements[position]
            following = elements[position + 1] if position + 1 < len(elements) else None
            if element.kind == "paragraph" and following and following.kind == "term":
                beside = self.element(element), self.element(following)
                yield f'<div class="with-note wide"><div>{beside[0]}</div>\n{beside[1]}</div>'
                position += 2
                continue
            yield self.element(element)
            position += 1

    def element(self, element: Element) -> str:
        """Return the element's HTML, set apart as a whole when nothing in it is translated."""
        if self.within_fallback or not self._falls_back(element):
            return self._written(element)
        self.within_fallback, self.alone = True, element.kind in MARKED
        html = self._written(element)
        self.within_fallback = False
        if not self.alone:
            html = f'<div lang="{self.source_language}" dir="{self._source_direction}">{html}</div>'
        return f"{FALLBACK}{html}</div>"

    @property
    def _source_direction(self) -> str:
        return direction(self.source_language)

    def _falls_back(self, element: Element) -> bool:
        texts = [each.text for each in element.walk() if each.text]
        return bool(texts) and not any(self._translated(text) for text in texts)

    def _translated(self, text: str) -> str | None:
        return text if self.language == self.source_language else self.lookup(text)

    def _written(self, element: Element) -> str:
        return WRITERS.get(element.kind, LessonWriter.write_children)(self, element)

    def write_paragraph(self, element: Element) -> str:
        """Return a paragraph."""
        return self._block(element, "p")

    def write_quote(self, element: Element) -> str:
        """Return a quotation."""
        return f"<blockquote{self._id(element)}>{self.write_children(element)}</blockquote>"

    def write_code(self, element: Element) -> str:
        """Return a listing, which is not translated."""
        code = escape(str(element.data["content"]))
        return f'<pre{self._id(element)} dir="ltr"><code>{code}</code></pre>'

    def write_rule(self, element: Element) -> str:
        """Return a line between two parts."""
        return f"<hr{self._id(element)}>"

    def write_children(self, element: Element) -> str:
        """Return what the element holds."""
        return "\n".join(self._flow(element.children))

    @staticmethod
    def _id(element: Element) -> str:
        return f' id="{escape(element.id)}"' if element.id else ""

    def _text(self, element: Element) -> tuple[str, str]:
        """Return the element's text to show and its language, noting the block."""
        source = element.text or ""
        translated = self._translated(source)
        language = self.language if translated else self.source_language
        if source and element.id:
            self.blocks.append(Block(element.id, element.kind, language))
        return translated or source, language

    def _marks(self, language: str) -> str:
        """Return `lang` and `dir` of a text that is not in the page's language."""
        if language == self.language or (self.within_fallback and not self.alone):
            return ""
        return f' lang="{language}" dir="{direction(language)}"'

    def _block(self, element: Element, tag: str, extra: str = "") -> str:
        text, language = self._text(element)
        html = self.inline.html(text, language, terms=element.kind == "paragraph")
        return f"<{tag}{self._id(element)}{extra}{self._marks(language)}>{html}</{tag}>"

    def _inner(self, element: Element) -> str:
        """Return a block's text for an element that cannot itself be set apart (li, td, dt)."""
        text, language = self._text(element)
        explained = element.kind == "item" or element.data.get("header") is False
        html = self.inline.html(text, language, terms=explained)
        if language == self.language or not element.text:
            return html
        if self.within_fallback:
            return html
        return f"{FALLBACK}<p{self._marks(language)}>{html}</p></div>"

    def write_heading(self, element: Element) -> str:
        """Return a heading, and remember it as the name of tables below it."""
        level = min(max(int(element.data["level"]), 2), 6)
        text = self._translated(element.text or "") or element.text or ""
        self.heading = plain(inline(text)) or self.heading
        return self._block(element, f"h{level}")

    def write_list(self, element: Element) -> str:
        """Return a list."""
        tag = "ol" if element.data["ordered"] else "ul"
        start = element.data["start"]
        extra = f' start="{int(start)}"' if start else ""
        items = "\n".join(self._item(item) for item in element.children)
        return f"<{tag}{self._id(element)}{extra}>\n{items}\n</{tag}>"

    def _item(self, item: Element) -> str:
        text = self._inner(item) if item.text is not None else ""
        return f"<li{self._id(item)}>{text}{self.write_children(item)}</li>"

    def write_table(self, element: Element) -> str:
        """Return a table in a region that scrolls and has a name."""
        rows = []
        for part in element.children:
            tag = "thead" if part.kind == "head" else "tbody"
            inner = "\n".join(
                "<tr>" + "".join(self._cell(cell) for cell in row.children) + "</tr>"
                for row in part.children
            )
            rows.append(f"<{tag}>\n{inner}\n</{tag}>")
        label = escape(self.heading)
        region = f'<div class="table" role="region" tabindex="0" aria-label="{label}">'
        return f"{region}<table{self._id(element)}>\n{''.join(rows)}\n</table></div>"

    def _cell(self, cell: Element) -> str:
        tag = "th" if cell.data["header"] else "td"
        scope = ' scope="col"' if cell.data["header"] else ""
        kind = ' class="num"' if cell.data["end"] else ""
        return f"<{tag}{self._id(cell)}{scope}{kind}>{self._inner(cell)}</{tag}>"

    def write_figure(self, element: Element) -> str:
        """Return a picture, film or sound with its caption."""
        path = str(element.data["src"])
        address = self.inline.address(path)
        alternative, language = self._text(element)
        marks = self._marks(language)
        medium = self.inline.media.get(path)
        if medium and not medium.content_type.startswith("image/"):
            shown = film(
                medium,
                alternative,
                marks,
                self.notes.get(path),
                self.inline,
                self.files,
                self.language,
                self.source_language,
            )
        else:
            extent = ""
            if medium and medium.size:
                extent = ' width="{}" height="{}"'.format(*medium.size)
            said = f'alt="{escape(alternative)}"{marks}'
            shown = f'<img src="{escape(address)}" {said}{extent} loading="lazy">'
        captions = "".join(self._block(caption, "figcaption") for caption in element.children)
        return f'<figure{self._id(element)} class="wide">{shown}{captions}</figure>'

    def write_box(self, element: Element) -> str:
        """Return a worked example or a case."""
        title, *rest = element.children
        text, language = self._text(title)
        own = ""
        if self.within_fallback:
            own = f' lang="{self.language}" dir="{direction(self.language)}"'
        label = f'<span class="label"{own}><!--label:{element.kind}--></span>'
        words = self.inline.html(text, language)
        if language != self.language and not self.within_fallback:
            words = f"<span{self._marks(language)}>{words}</span>"
        heading = f"<h3{self._id(title)}>{label}{words}</h3>"
        if language != self.language and not self.within_fallback:
            heading = f"{FALLBACK}{heading}</div>"
        inner = "\n".join(self._flow(tuple(rest)))
        labelled = f' aria-labelledby="{escape(title.id or "")}"'
        opening = f'<section{self._id(element)} class="{element.kind}"{labelled}>'
        return f"{opening}{heading}\n{inner}</section>"

    def write_place(self, element: Element) -> str:
        """Return a place for a municipality's own text, with what stands there until it has one."""
        title, *rest = element.children
        heading = self._block(title, "h3")
        inner = "\n".join(self._flow(tuple(rest)))
        name = str(element.data["place"])
        labelled = f' aria-labelledby="{escape(title.id or "")}"'
        opened = f'<section{self._id(element)} class="place"{labelled}>{heading}'
        return f"{opened}\n{opening(name)}{inner}{closing(name)}</section>"

    def write_description(self, element: Element) -> str:
        """Return what a picture shows, at length, to be opened by whoever wants it."""
        own = ""
        if self.within_fallback:
            own = f' lang="{self.language}" dir="{direction(self.language)}"'
        summary = f"<summary{own}><!--label:description--></summary>"
        return f"<details{self._id(element)}>{summary}{self.write_children(element)}</details>"

    def write_term(self, element: Element) -> str:
        """Return a term and what it means."""
        title, *rest = element.children
        word = f"<dt{self._id(title)}>{self._inner(title)}</dt>"
        inner = "\n".join(self._flow(tuple(rest)))
        return f'<dl{self._id(element)} class="note">{word}<dd>{inner}</dd></dl>'


WRITERS: dict[str, Callable[[LessonWriter, Element], str]] = {
    "paragraph": LessonWriter.write_paragraph,
    "heading": LessonWriter.write_heading,
    "list": LessonWriter.write_list,
    "table": LessonWriter.write_table,
    "figure": LessonWriter.write_figure,
    "example": LessonWriter.write_box,
    "case": LessonWriter.write_box,
    "place": LessonWriter.write_place,
    "description": LessonWriter.write_description,
    "term": LessonWriter.write_term,
    "quote": LessonWriter.write_quote,
    "code": LessonWriter.write_code,
    "rule": LessonWriter.write_rule,
}
