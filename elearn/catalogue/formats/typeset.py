"""The one typesetter of the process: Typst with the faces of the wheels and no others."""

from __future__ import annotations

import threading
from datetime import datetime
from functools import cache
from pathlib import Path

import fontpkg_amiri
import fontpkg_noto_sans
import justmytype_intl_cjk
import typst

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
"""Archival (PDF/A-3a) and accessible (PDF/UA-1)."""

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


@cache
def _compiler() -> typst.Compiler:
    modules = (fontpkg_noto_sans, fontpkg_amiri, justmytype_intl_cjk)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(str(module.__file__)).parent) for module in modules],
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
