"""Packs for tests: the small one, and ways to break it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from elearn.catalogue.formats.pack import Pack, Report
from elearn.catalogue.formats.reader import read_files

SMALL = Path(__file__).parents[1] / "packs" / "small"


def small_files() -> dict[str, bytes]:
    """Return the files of the small pack by path."""
    return {
        path.relative_to(SMALL).as_posix(): path.read_bytes()
        for path in sorted(SMALL.rglob("*"))
        if path.is_file()
    }


def edited(path: str, old: str, new: str) -> dict[str, bytes]:
    """Return the small pack with one text replaced in one file."""
    files = small_files()
    text = files[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    files[path] = text.replace(old, new, 1).encode()
    return files


def read(files: Mapping[str, bytes], folder: str = "small") -> Report:
    """Return the report on these files as if they stood in a folder of that name."""
    return read_files(files, folder_name=folder)


def sound(files: Mapping[str, bytes]) -> Pack:
    """Return the pack of these files, which must be without faults."""
    report = read(files)
    assert not report.faults, "\n".join(map(str, report.faults))
    assert report.pack
    return report.pack
