"""Bytes to text, strictly: what is declared or can be proven, never what is merely likely."""

from __future__ import annotations

import codecs

CODECS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "euc-kr": "cp949",
}
"""By the name that is declared; EUC-KR as Windows and Excel write it, with all syllables."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes, declared: str = "auto") -> dict[str, str]:
    """Return the text by encoding, for every encoding in which these bytes are possible.

    A byte order mark or valid UTF-8 settles the matter. No entry: it is none of those we read.
    """
    if declared != "auto":
        return _all(content, (declared,))
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _all(content, (encoding,))
    if b"\0" in content:
        return _unmarked_utf16(content)
    return _all(content, ("utf-8",)) or _all(content, ("windows-1252", "euc-kr"))


def _all(content: bytes, encodings: tuple[str, ...]) -> dict[str, str]:
    texts = {}
    for encoding in encodings:
        try:
            text = content.decode(_codec(content, encoding))
        except UnicodeDecodeError:
            continue
        texts[encoding] = text.removeprefix("\ufeff")
    return texts


def _codec(content: bytes, encoding: str) -> str:
    if encoding == "utf-16" and content[:2] not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return _order(content)
    return CODECS[encoding]


def _order(content: bytes) -> str:
    """Return the byte order in which line ends and delimiters are where they must be."""
    return "utf-16-le" if content[1::2].count(0) >= content[::2].count(0) else "utf-16-be"


def _unmarked_utf16(content: bytes) -> dict[str, str]:
    texts = {} if len(content) % 2 else _all(content, ("utf-16",))
    return {name: text for name, text in texts.items() if "\0" not in text}
