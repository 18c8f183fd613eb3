"""A lesson's structure as a tree of elements; every element with text is one block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from elearn.catalogue.formats.markdown import CONTAINERS, block_parser, inline, normalised

NAMES = {
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "blockquote": "quote",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "th": "cell",
    "td": "cell",
    "tr": "row",
    "thead": "head",
    "tbody": "body",
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element. With `text` it is a block: one message of the translation."""

    kind: str
    id: str | None
    text: str | None
    line: int
    data: Mapping[str, Any] = field(default_factory=dict)
    children: tuple[Element, ...] = ()

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class LessonTree:
    """The elements of a lesson, and its link definitions."""

    elements: tuple[Element, ...]
    references: Any

    def walk(self) -> Iterator[Element]:
        """Yield every element in reading order."""
        for element in self.elements:
            yield from element.walk()

    def blocks(self) -> Iterator[Element]:
        """Yield every element that is a block of text, in reading order."""
        return (element for element in self.walk() if element.text is not None)


def parse_lesson(body: str, first_line: int) -> LessonTree:
    """Return the tree of a lesson's Markdown; `first_line` is where the body begins in its file."""
    environment: dict[str, Any] = {}
    tokens: list[Token] = block_parser().parse(body, environment)
    references = environment.get("references")
    builder = _Builder(first_line, references)
    return LessonTree(tuple(builder.elements(SyntaxTreeNode(tokens).children)), references)


class _Builder:
    def __init__(self, first_line: int, references: Any) -> None:  # the parser's own map
        self.line = first_line
        self.first = first_line
        self.references = references
        self.count = 0
        self.pending: str | None = None

    def elements(self, nodes: list[SyntaxTreeNode]) -> Iterator[Element]:
        for node in nodes:
            if node.type == "block_id":
                self.pending = node.content
                continue
            yield self.element(node)

    def take(self) -> str | None:
        """Return an explicit id once."""
        pending, self.pending = self.pending, None
        return pending

    def block(self, kind: str, text: str, **data: Any) -> Element:  # attributes of many types
        """Make a block; its number counts on even where its id is explicit."""
        self.count += 1
        return Element(kind, self.take() or f"b{self.count}", normalised(text), self.line, data)

    def element(self, node: SyntaxTreeNode) -> Element:
        if node.map:
            self.line = self.first + node.map[0]
        if node.type in {"paragraph", "heading", "th", "td"}:
            return self.text_element(node)
        if node.type == "list_item":
            return self.item(node)
        if (kind := node.type.removeprefix("container_")) in CONTAINERS:
            return self.container(kind, node)
        line, explicit = self.line, self.take()
        kind = NAMES.get(node.type, node.type)
        data: dict[str, Any] = {}
        if kind == "list":
            data = {"ordered": node.type == "ordered_list", "start": node.attrs.get("start")}
        elif kind == "code":
            data = {"content": node.content}
        return Element(kind, explicit, None, line, data, tuple(self.elements(node.children)))

    def text_element(self, node: SyntaxTreeNode) -> Element:
        content = "".join(child.content for child in node.children)
        if node.type == "heading":
            return self.block("heading", content, level=int(node.tag[1:]))
        if node.type in {"th", "td"}:
            style = str(node.attrs.get("style", ""))
            return self.block("cell", content, header=node.type == "th", end="right" in style)
        picture = inline(normalised(content), self.references)
        if len(picture) == 1 and picture[0].type == "image":
            return self.figure(picture[0])
        return self.block("paragraph", content)

    def figure(self, image: Token) -> Element:
        figure = self.block("figure", image.content, src=str(image.attrs.get("src", "")))
        title = str(image.attrs.get("title", "") or "")
        if not title:
            return figure
        caption = self.block("caption", title)
        return Element("figure", figure.id, figure.text, figure.line, figure.data, (caption,))

    def item(self, node: SyntaxTreeNode) -> Element:
        children = list(node.children)
        while children and children[0].type == "block_id":
            self.pending = children.pop(0).content
        tight = children and children[0].type == "paragraph" and children[0].hidden
        if not tight:
            explicit, line = self.take(), self.line
            return Element("item", explicit, None, line, {}, tuple(self.elements(children)))
        block = self.block("item", "".join(child.content for child in children[0].children))
        rest = tuple(self.elements(children[1:]))
        return Element("item", block.id, block.text, block.line, {}, rest)

    def container(self, kind: str, node: SyntaxTreeNode) -> Element:
        title = node.info.strip().removeprefix(kind).strip()
        explicit, line = self.take(), self.line
        if kind == "description":
            return Element(kind, explicit, None, line, {}, tuple(self.elements(node.children)))
        if kind == "place":
            name, _, title = title.partition(" ")
            data = {"place": name}
            heading = self.block("title", title)
            children = (heading, *self.elements(node.children))
            return Element(kind, explicit, None, line, data, children)
        heading = self.block("title", title)
        return Element(kind, explicit, None, line, {}, (heading, *self.elements(node.children)))
