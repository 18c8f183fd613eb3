"""The document that shows training done elsewhere: looked at once, known again by its digest."""

from __future__ import annotations

import hashlib

from elearn.errors import N_, Invalid

LARGEST = 5 * 1024 * 1024
"""Bytes that a document may have."""
BEGINNINGS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a PDF, a PNG and a JPEG begin, whatever their names say."""


class DocumentUnfit(Invalid):
    """The document is of another kind, or too large."""

    code = "document-unfit"


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a PDF, PNG or JPEG in hexadecimal; DocumentUnfit for anything else."""
    if len(content) > LARGEST:
        raise DocumentUnfit(
            N_("The document is larger than %(size)s MB. Send a smaller copy."),
            size=LARGEST // 1024**2,
        )
    if not content.startswith(BEGINNINGS):
        raise DocumentUnfit(N_("The document is no PDF, PNG or JPEG. Send it as one of these."))
    return hashlib.sha256(content).hexdigest()
