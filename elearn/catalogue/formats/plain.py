"""The words of a compiled lesson without its marks, for search."""

from __future__ import annotations

import re
from html.parser import HTMLParser

NUMBER = re.compile(r"\s*<sup>.*?</sup>", re.DOTALL)
"""The number of a citation is no word of the text."""
APART = frozenset(
    ("p", "h2", "h3", "h4", "li", "dt", "dd", "td", "th", "tr", "figcaption", "blockquote", "aside")
)


def plain(html: str) -> str:
    """Return the text of sanitised HTML, its blocks parted by line feeds."""
    reader = _Reader()
    reader.feed(NUMBER.sub("", html))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in APART:
            self.parts.append("\n")
        self.parts += [value for name, value in attrs if tag == "img" and name == "alt" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in APART:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
