"""One block's text as HTML, with citations numbered and media addresses put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markdown_it.token import Token

from elearn.catalogue.formats.glossary import Finder
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
    finders: Mapping[str, Finder] = field(default_factory=dict)
    """What finds the terms of the glossary, by language."""
    cited: dict[str, list[str]] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)
    """The terms that a link leads from already: the first time is enough."""

    def html(self, text: str, language: str, *, terms: bool = False) -> str:
        """Return the block's text as HTML, with links to `terms` where they are wanted."""
        tokens = inline(text, self.references)
        if terms and language in self.finders:
            tokens = list(self._with_terms(tokens, self.finders[language]))
        return "".join(self._pieces(tokens, language))

    def _with_terms(self, tokens: Sequence[Token], finder: Finder) -> Iterator[Token]:
        """Yield the tokens, the first place of each term within a link to what it means."""
        within_link = 0
        for token in tokens:
            within_link += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type != "text" or within_link:
                yield token
                continue
            at = 0
            for term, start, end in finder.find(token.content):
                if term in self.explained:
                    continue
                self.explained.add(term)
                yield Token("text", "", 0, content=token.content[at:start])
                words = escape(token.content[start:end])
                link = f'<a class="term" href="#term-{escape(term)}">{words}</a>'
                yield Token("html_inline", "", 0, content=link)
                at = end
            yield Token("text", "", 0, content=token.content[at:])

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
