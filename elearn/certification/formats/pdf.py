"""A certificate as a one-page PDF: archival (PDF/A-3a), accessible (PDF/UA-1), reproducible."""

from __future__ import annotations

import dataclasses
import io
import json
from datetime import datetime
from functools import cache
from importlib.resources import files

import segno
import typst

from elearn.catalogue.formats.typeset import can_be_set, compiled
from elearn.certification.rules.scripts import written
from elearn.certification.rules.sheet import Sheet
from elearn.errors import N_, Invalid

TEMPLATE = "certificate.typ"
MASK = 2
"""Any of the eight masks can be read; to choose the best takes as long as the rest of the page."""
ONE_PAGE = b"/Type/Pages/Count 1/"
LONG_WORD = 24
"""Beyond so many characters a word may be wider than the frame; the template says the same."""


class ScriptNotCovered(Invalid):
    """A person's name has characters that no face of the service can print."""

    code = "script-not-covered"

    def __init__(self, name: str, script: str) -> None:
        """Name the person and the script."""
        super().__init__(
            N_(
                "The name %(name)s cannot be printed on a certificate: no typeface covers its"
                " script (%(script)s). Ask the operator of the service to add one."
            ),
            name=name,
            script=script,
        )


def require_printable(name: str) -> None:
    """Return when the name can be printed; raise ScriptNotCovered when a character has no glyph."""
    if not can_be_set(name):
        raise ScriptNotCovered(name, written(name).script.capitalize())


def render(sheet: Sheet, *, issued_at: datetime) -> bytes:
    """Return the certificate as PDF bytes; the same sheet and instant give the same bytes.

    Raises ScriptNotCovered when a character of the sheet has no glyph.
    """
    code = segno.make(sheet.address, error="m", micro=False, mask=MASK)
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, dark="#17202a", xmldecl=False, svgns=True)
    inputs = {
        "sheet": json.dumps(dataclasses.asdict(sheet), ensure_ascii=False),
        "qr": picture.getvalue().decode(),
    }
    try:
        if not _has_long_words(sheet):
            tried = compiled(_template(), {**inputs, "measured": "no"}, issued_at)
            if ONE_PAGE in tried:
                return tried
        return compiled(_template(), {**inputs, "measured": "yes"}, issued_at)
    except typst.TypstError as error:
        require_printable(sheet.name.text)
        for part in (sheet.issuer, *sheet.sentence, *sheet.ground):
            require_printable(part.text)
        raise RuntimeError(error.diagnostic) from error


def _has_long_words(sheet: Sheet) -> bool:
    runs = (*sheet.opening, *sheet.sentence, *sheet.ground)
    return any(len(word) > LONG_WORD for run in runs for word in run.text.split())


@cache
def _template() -> bytes:
    return files(__package__).joinpath(TEMPLATE).read_bytes()
