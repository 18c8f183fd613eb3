"""A drawing whose words are translated: each language has its own, and may read from the right.

A <text> element with `data-width` is translated; others stay as they are drawn. `data-width` is how
wide it may become, in the units of the drawing; longer texts are broken into lines around `y`, and
set smaller where `data-lines` would not do. A drawing with `data-mirror="true"` on its root is
turned round for scripts that run from right to left; the texts to be translated are not.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from defusedxml.ElementTree import fromstring

from elearn.catalogue.rules.languages import direction

SVG = "http://www.w3.org/2000/svg"
register_namespace("", SVG)
WIDE = frozenset("WF")
"""The East Asian widths of signs that fill a square."""
LEADING = 1.25
SMALLEST = 0.7
"""How small a text may be set, as a share of what the drawing asks."""
BREAKABLE = frozenset({"zh"})
"""Languages whose lines may break between any two signs."""
NEVER_FIRST = frozenset("，。、；：？！）》」』”’")


def drawn_texts(data: bytes) -> tuple[str, ...]:
    """Return the words of a drawing, each once, in the order of the file."""
    return tuple(dict.fromkeys(_words(element) for element in _texts(fromstring(data))))


def drawn(data: bytes, language: str, say: Callable[[str], tuple[str, str]]) -> bytes:
    """Return the drawing in a language; `say` gives the words of a text and their language."""
    root = fromstring(data)
    mirrored = root.get("data-mirror") == "true" and direction(language) == "rtl"
    width = _box(root)[0]
    texts = list(_texts(root))
    root.set("lang", language)
    if mirrored:
        _turn(root, width)
    for element in texts:
        words, spoken = say(_words(element))
        _lay_out(element, words, spoken, mirrored=mirrored)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a drawing in its own units, or None when it does not say."""
    width, height = _box(fromstring(data))
    return (math.ceil(width), math.ceil(height)) if width and height else None


def _box(root: Element) -> tuple[float, float]:
    numbers = (root.get("viewBox") or "").replace(",", " ").split()
    try:
        _, _, width, height = map(float, numbers)
    except ValueError:
        return 0.0, 0.0
    return width, height


def well_placed(data: bytes) -> bool:
    """Return whether every text to be translated says its place and size in plain numbers."""
    try:
        placed = [_placed(element) for element in _texts(fromstring(data))]
    except ValueError:
        return False
    return all(
        math.isfinite(x + y) and 0 < size < math.inf and 0 < room < math.inf and most > 0
        for x, y, size, room, most in placed
    )


def _texts(root: Element) -> Iterator[Element]:
    named = root.iter(f"{{{SVG}}}text")
    return (each for each in named if each.get("data-width") is not None and _words(each))


def _placed(element: Element) -> tuple[float, float, float, float, int]:
    """Return x, y, the size asked for, the width there is and the most lines."""
    return (
        float(element.get("x", "0")),
        float(element.get("y", "0")),
        float(element.get("font-size", "16")),
        float(element.get("data-width", "")),
        int(element.get("data-lines", "3")),
    )


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _turn(root: Element, width: float) -> None:
    """Put everything drawn into one group that is seen in a mirror."""
    children = list(root)
    for child in children:
        root.remove(child)
    group = SubElement(root, f"{{{SVG}}}g", {"transform": f"translate({width:g} 0) scale(-1 1)"})
    group.extend(children)


def _lay_out(element: Element, words: str, language: str, *, mirrored: bool) -> None:
    x, y, asked, room, most = _placed(element)
    lines, shown = _fitted(words, language, asked, room, most)
    element.text = None
    for child in list(element):
        element.remove(child)
    element.set("font-size", f"{shown:g}")
    element.set("direction", direction(language))
    element.set("lang", language)
    if mirrored:
        element.set("transform", f"translate({2 * x:g} 0) scale(-1 1)")
    top = y - (len(lines) - 1) * shown * LEADING / 2
    for n, line in enumerate(lines):
        place = {"x": f"{x:g}", "y": f"{top + n * shown * LEADING:g}"}
        SubElement(element, f"{{{SVG}}}tspan", place).text = line


def _fitted(
    words: str, language: str, asked: float, room: float, most: int
) -> tuple[list[str], float]:
    """Return the lines of a text and the size to set them in."""
    shown = asked
    while True:
        lines = _broken(words, language, room / shown)
        fits = len(lines) <= most and all(_ems(line) * shown <= room for line in lines)
        if fits or shown <= asked * SMALLEST:
            return lines, round(shown, 2)
        shown *= 0.95


def _broken(words: str, language: str, room: float) -> list[str]:
    """Return the text in lines of at most so many ems; one word too long stands alone."""
    lines: list[str] = []
    line = ""
    for piece, gap in _pieces(words, language):
        longer = f"{line}{gap}{piece}" if line else piece
        if line and _ems(longer) > room and piece not in NEVER_FIRST:
            lines.append(line)
            line = piece
        else:
            line = longer
    return [*lines, line]


def _pieces(words: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield what may not be broken, with what stands before it on the same line."""
    for word in words.split(" "):
        if language in BREAKABLE:
            for n, sign in enumerate(word):
                yield sign, " " if n == 0 else ""
        else:
            yield word, " "


def _ems(text: str) -> float:
    """Return about how wide a text is, in multiples of its size."""
    return sum(
        1.0
        if unicodedata.east_asian_width(sign) in WIDE
        else 0.33
        if sign in " .,;:!'il،"
        else 0.58
        for sign in text
        if unicodedata.category(sign) != "Mn"
    )
