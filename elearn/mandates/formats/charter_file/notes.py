"""What a file records under `notes`, which the service keeps and does not decide on."""

from __future__ import annotations

from typing import Any

from elearn.catalogue.formats.yamldoc import Document, Path


def noted(document: Document) -> list[tuple[Path, str, Any]]:
    """Return (path, whose, notes) for the notes of the charter and of each requirement."""
    value = document.value if isinstance(document.value, dict) else {}
    found: list[tuple[Path, str, Any]] = [(("notes",), "charter", value.get("notes"))]
    listed = value.get("requirements")
    for number, each in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(each, dict):
            path = ("requirements", number, "notes")
            found.append((path, str(each.get("code", number)), each.get("notes")))
    return [entry for entry in found if isinstance(entry[2], dict)]


def not_enforced(document: Document) -> list[str]:
    """Return a line for each key under `notes`: place in the file, whose, key."""
    return [
        f"{document.file}:{document.line(*path, key)}: {whose}: {key}"
        for path, whose, notes in noted(document)
        for key in notes
    ]
