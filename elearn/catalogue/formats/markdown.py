"""Our Markdown: CommonMark with tables, containers, block ids and citations, and no HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

CONTAINERS = ("example", "case", "term", "place", "description")
BLOCK_ID = re.compile(r"\{#([^}\s]*)\}\s*\Z")
CITATION = re.compile(r"\[@([A-Za-z0-9_-]+)(?:,\s*([^\]\n]+?))?\s*\]")
HAN = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])[ \t]*\n[ \t]*(?=[{HAN}])")
HARD_BREAK = re.compile(r"(?: {2,}|\\)\n[ \t]*")
SOFT_BREAK = re.compile(r"(?<!\\)[ \t]*\n[ \t]*")


@cache
def block_parser() -> MarkdownIt:
    """Return the parser of structure; it leaves the inline text of each block alone."""
    md = _base()
    md.core.ruler.disable(["inline", "text_join"])
    return md


@cache
def inline_parser() -> MarkdownIt:
    """Return the parser of one block's text."""
    return _base()


def inline(text: str, references: Any = None) -> list[Token]:  # the parser's own map
    """Return the inline tokens of one block's text."""
    environment = {"references": references} if references else {}
    (token,) = inline_parser().parseInline(text, environment)
    return token.children or []


def normalised(text: str) -> str:
    """Return a block's text on one line: where an author wraps a line means nothing.

    Hard line breaks are kept, as a backslash at the end of the line.
    """
    text = HARD_BREAK.sub("\\\\\n", text.strip())
    return SOFT_BREAK.sub(" ", BETWEEN_HAN.sub("", text))


def plain(tokens: Sequence[Token]) -> str:
    """Return the bare words of inline tokens."""
    words = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.type == "image":
            words.append(plain(token.children or []))
    return "".join(words)


def _base() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
    for name in CONTAINERS:
        container_plugin(md, name)
    md.block.ruler.before(
        "fence",
        "block_id",
        _block_id,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.inline.ruler.before("link", "citation", _citation)
    return md


def _block_id(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001  # the parser's own signature
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = BLOCK_ID.match(line)
    if not match:
        return False
    if silent:
        return True
    token = state.push("block_id", "", 0)
    token.content, token.map, token.hidden = match[1], [start, start + 1], True
    state.line = start + 1
    return True


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # the parser's own signature
    match = CITATION.match(state.src, state.pos)
    if not match or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"id": match[1], "locator": match[2] or ""}
    state.pos = match.end()
    return True
