"""Pictures, films and sounds: what a file really is, by its first bytes and not by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import imagesize

from elearn.catalogue.formats.drawing import size, well_placed
from elearn.catalogue.formats.faults import Findings
from elearn.errors import N_

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".mp3": "audio/mpeg",
    ".vtt": "text/vtt",
    ".txt": "text/plain",
}
"""What may stand in media/, by the ending of the name."""

MADE = "made/"
"""Where drawings with translated words stand: made at publication, and no part of a pack."""

FORBIDDEN_TAGS = frozenset(
    {
        "script",
        "foreignobject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "handler",
        "listener",
    }
)
ACTIVE_STYLE = re.compile(r"@import|expression\s*\(|url\s*\(\s*['\"]?\s*(?!#)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Medium:
    """A file of media/."""

    path: str
    content_type: str
    digest: str
    size: tuple[int, int] | None = None
    """Width and height of a picture, in pixels; None where the file does not tell."""

    @property
    def name(self) -> str:
        """The name without its folder."""
        return PurePosixPath(self.path).name

    @property
    def url(self) -> str:
        """Where a page finds it; the digest makes the address good for ever."""
        return f"/media/{self.digest}/{self.name}"


def read_media(files: Mapping[str, bytes], findings: Findings) -> dict[str, Medium]:
    """Return every file of media/ that is what its name says; the others are faults."""
    media = {}
    for path, data in files.items():
        if not path.startswith("media/"):
            continue
        wanted = TYPES.get(PurePosixPath(path).suffix.lower())
        if wanted is None:
            findings.fault(
                path,
                None,
                N_("this kind of file is not part of the format"),
                N_("use one of %(known)s"),
                known=", ".join(TYPES),
            )
            continue
        found = sniff(data)
        if found != wanted:
            findings.fault(
                path,
                None,
                N_("the name says %(wanted)s, but the content is not"),
                N_("give the file its right ending, or save it again as %(wanted)s"),
                wanted=wanted,
            )
            continue
        if wanted == "image/svg+xml" and not _svg_is_still(path, data, findings):
            continue
        if wanted == "image/svg+xml" and not well_placed(data):
            findings.fault(
                path,
                None,
                N_("a text of this drawing has a place or a size that is no plain number"),
                N_("write x, y, font-size, data-width and data-lines as plain numbers above zero"),
            )
            continue
        media[path] = medium(path, wanted, data)
    return media


def medium(path: str, content_type: str, data: bytes) -> Medium:
    """Return the file as a medium, with the size that a picture tells of itself."""
    return Medium(path, content_type, hashlib.sha256(data).hexdigest(), _size(content_type, data))


def _size(content_type: str, data: bytes) -> tuple[int, int] | None:
    if content_type == "image/svg+xml":
        return size(data)
    if not content_type.startswith("image/"):
        return None
    try:
        width, height = imagesize.get(BytesIO(data))
    except (ValueError, ParseError):  # a picture cut short, or one that pretends to be another
        return None
    return (width, height) if width > 0 and height > 0 else None


def sniff(data: bytes) -> str | None:
    """Return the type that the content shows, or None when it is none of ours."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if data.startswith((b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")):
        return "audio/mpeg"
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if text.startswith("WEBVTT"):
        return "text/vtt"
    head = text.lstrip()[:1000]
    if head.startswith("<"):
        return "image/svg+xml" if "<svg" in head else None
    return None if "\0" in text else "text/plain"


class _StopReadingError(Exception):
    """A document type may declare entities without end: read no further."""


class _Drawing:
    """Reads a drawing and notes whatever in it could run, load or pretend."""

    def __init__(self, path: str, findings: Findings) -> None:
        self.path, self.findings = path, findings
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def refuse(self, what: str) -> None:
        self.findings.fault(
            self.path,
            self.parser.CurrentLineNumber,
            what,
            N_("save the drawing as plain SVG, with shapes and nothing else"),
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2].lower() in FORBIDDEN_TAGS:
            self.refuse(ACTIVE)
        for name, value in attributes.items():
            bare = name.rpartition(":")[2].lower()
            if bare.startswith("on"):
                self.refuse(ACTIVE)
            elif _leads_out(bare, value):
                self.refuse(OUTSIDE)

    def words(self, text: str) -> None:
        if ACTIVE_STYLE.search(text):
            self.refuse(OUTSIDE)

    def doctype(self, *_: object) -> None:
        self.refuse(N_("this drawing declares a document type"))
        raise _StopReadingError

    def instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.refuse(OUTSIDE)


ACTIVE = N_("this drawing holds a script or another document")
OUTSIDE = N_("this drawing points outside itself")


def _leads_out(name: str, value: str) -> bool:
    if name in {"href", "src"}:
        return not value.lstrip().startswith(("#", "data:image/png"))
    return bool(ACTIVE_STYLE.search(value))


def _svg_is_still(path: str, data: bytes, findings: Findings) -> bool:
    """Note whatever in a drawing could do more than be seen; return whether there was nothing."""
    before = len(findings.faults)
    try:
        _Drawing(path, findings).parser.Parse(data, True)  # noqa: FBT003  # expat takes it by position
        size(data)  # read a second time as it will be read when its words are translated
    except _StopReadingError:
        return False
    except (expat.ExpatError, ParseError) as error:
        findings.fault(
            path,
            error.lineno if isinstance(error, expat.ExpatError) else 1,
            N_("this drawing is not well-formed XML"),
            N_("save it again from the drawing program"),
        )
    return len(findings.faults) == before
