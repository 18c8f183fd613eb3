"""The one typesetter of the process: Typst with the faces of the wheels and no others."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans
import justmytype_intl_cjk
import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
"""Archival (PDF/A-3a) and accessible (PDF/UA-1)."""

PROBE = b"""
#set document(title: "probe")
#set text(font: ("Noto Sans", "Amiri", "Noto Sans SC", "Noto Sans TC", "Noto Sans KR"))
#sys.inputs.text
"""
"""The smallest document that fails where a glyph is missing."""
UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
"""Categories of characters that only change others, or mean nothing: without a glyph they go."""

_one_at_a_time = threading.Lock()
"""The compiler is one object a process; threads would only fight for it."""


def compiled(source: bytes, inputs: dict[str, str], at: datetime) -> bytes:
    """Return the PDF of a Typst source; the same source, inputs and instant give the same bytes.

    Raises typst.TypstError, for a character without a glyph among others.
    """
    with _one_at_a_time:
        result = _compiler().compile(
            source,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=at.replace(microsecond=0),
        )
    if not isinstance(result, bytes):
        message = "typst gave no bytes"
        raise TypeError(message)
    return result


def printable(text: str) -> str:
    """Return the text with every character that no face has replaced by its name in brackets."""
    missing = _without_glyph(sorted({each for each in text if not each.isascii()}))
    return "".join(_named(each) if each in missing else each for each in text)


def _without_glyph(characters: Sequence[str]) -> set[str]:
    """Return those that no face has: the halves of what cannot be set are tried, and so on."""
    if not characters or can_be_set("".join(characters)):
        return set()
    if len(characters) == 1:
        return set(characters)
    middle = len(characters) // 2
    return _without_glyph(characters[:middle]) | _without_glyph(characters[middle:])


def can_be_set(text: str) -> bool:
    """Return whether some face has a glyph for every character."""
    try:
        compiled(PROBE, {"text": text}, datetime.fromtimestamp(0, UTC))
    except typst.TypstError:
        return False
    return True


def _named(character: str) -> str:
    if unicodedata.category(character) in UNSEEN:
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


@cache
def _compiler() -> typst.Compiler:
    modules = (fontpkg_noto_sans, fontpkg_amiri, justmytype_intl_cjk)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(str(module.__file__)).parent) for module in modules],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
