"""One block's text as HTML, with citations numbered and media addresses put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it.token import Token

from elearn.catalogue.formats.markdown import inline, inline_parser
from elearn.catalogue.formats.media import Medium
from elearn.catalogue.rules.languages import digits

NARROW = "\u202f"


def _held(words: str) -> str:
    """Return the words before a citation so that its number never begins a line."""
    return words.removesuffix(" ") + NARROW if words.endswith(" ") else words


@dataclass(slots=True)
class InlineWriter:
    """Writes the text of blocks; remembers which places of which source were cited."""

    numbers: Mapping[str, int]
    """The number of each source cited in the lesson, the same in every language."""
    media: Mapping[str, Medium]
    references: Any
    cited: dict[str, list[str]] = field(default_factory=dict)

    def html(self, text: str, language: str) -> str:
        """Return the block's text as HTML."""
        tokens = inline(text, self.references)
        return "".join(self._pieces(tokens, language))

    def _pieces(self, tokens: Sequence[Token], language: str) -> list[str]:
        renderer: Any = inline_parser().renderer
        options = inline_parser().options
        pieces: list[str] = []
        run: list[Token] = []
        for token in tokens:
            if token.type == "citation":
                words = renderer.renderInline(run, options, {})
                pieces += [_held(words), self._citation(token, language)]
                run = []
                continue
            if token.type == "image":
                token.attrs["src"] = self.address(str(token.attrs.get("src", "")))
            elif token.type == "link_open":
                token.attrs["href"] = self.address(str(token.attrs.get("href", "")))
            run.append(token)
        return [*pieces, renderer.renderInline(run, options, {})]

    def address(self, path: str) -> str:
        """Return where a page finds a file of the pack; other addresses as they are."""
        medium = self.media.get(path)
        return medium.url if medium else path

    def _citation(self, token: Token, language: str) -> str:
        source, locator = token.meta["id"], token.meta["locator"]
        number = self.numbers.get(source)
        if number is None:
            return ""
        places = self.cited.setdefault(source, [])
        if locator and locator not in places:
            places.append(locator)
        shown = digits(number, language)
        return f'<sup><a href="#src-{escape(source)}">{shown}</a></sup>'
