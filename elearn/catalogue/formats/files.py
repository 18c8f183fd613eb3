"""A pack's files, from a folder into memory and back, without ever leaving the folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from elearn.catalogue.formats.faults import Findings
from elearn.errors import N_

KIBIBYTE = 1024
MEBIBYTE = 1024 * KIBIBYTE
LIMITS = {".yaml": MEBIBYTE // 2, ".md": MEBIBYTE // 4, ".po": 8 * MEBIBYTE, ".txt": MEBIBYTE}
"""How large a file of text may be; far above any real one, far below what would hurt."""
MEDIA_LIMIT = 64 * MEBIBYTE
PACK_LIMIT = 512 * MEBIBYTE
FILES_LIMIT = 2000
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\Z")


def read_folder(folder: Path, findings: Findings) -> Mapping[str, bytes]:
    """Return the content of every file by its path within the folder, with forward slashes.

    Hidden files are passed over; links, odd names and whatever is too large become faults.
    """
    files: dict[str, bytes] = {}
    pending, total = [folder], 0
    while pending:
        with os.scandir(pending.pop()) as entries:
            listing = sorted(entries, key=lambda entry: entry.name)
        for entry in listing:
            path = Path(entry.path).relative_to(folder).as_posix()
            if entry.name.startswith("."):
                continue
            if _is_refused(entry, path, findings):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
                continue
            total += entry.stat(follow_symlinks=False).st_size
            if total > PACK_LIMIT or len(files) >= FILES_LIMIT:
                findings.fault(
                    path,
                    None,
                    N_("with this file the pack is larger than a pack may be"),
                    N_("keep it within %(files)s files and %(mebibytes)s MiB"),
                    files=FILES_LIMIT,
                    mebibytes=PACK_LIMIT // MEBIBYTE,
                )
                return MappingProxyType(files)
            files[path] = Path(entry.path).read_bytes()
    return MappingProxyType(dict(sorted(files.items())))


def _is_refused(entry: os.DirEntry[str], path: str, findings: Findings) -> bool:
    if entry.is_symlink():
        findings.fault(
            path,
            None,
            N_("this is a link to another place"),
            N_("put the file itself into the pack"),
        )
        return True
    if not NAME.match(entry.name):
        findings.fault(
            path,
            None,
            N_("this name has characters that not every system can store"),
            N_("use letters a to z, digits, hyphen, underscore and full stop"),
        )
        return True
    if entry.is_dir(follow_symlinks=False):
        return False
    if not entry.is_file(follow_symlinks=False):
        findings.fault(path, None, N_("this is not a plain file"), N_("remove it"))
        return True
    limit = LIMITS.get(Path(entry.name).suffix, MEDIA_LIMIT)
    if entry.stat(follow_symlinks=False).st_size > limit:
        findings.fault(
            path,
            None,
            N_("this file is larger than %(kibibytes)s KiB"),
            N_("make it smaller or split it"),
            kibibytes=limit // KIBIBYTE,
        )
        return True
    return False


def climbs_out(path: str) -> bool:
    """Return whether a path written in a pack points outside it."""
    parts = path.replace("\\", "/").split("/")
    return path.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0]


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below the folder, which is made when it is missing.

    A path that climbs out raises ValueError before anything is written.
    """
    for path in files:
        if climbs_out(path):
            message = f"{path} climbs out of the pack"
            raise ValueError(message)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def decoded(files: Mapping[str, bytes], path: str, findings: Findings) -> str | None:
    """Return the text of a file, or None with a fault when it is not UTF-8."""
    data = files[path]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.fault(
            path,
            data[: error.start].count(b"\n") + 1,
            N_("this is not UTF-8 text"),
            N_("save the file as UTF-8"),
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (position := text.find("\0")) >= 0:
        findings.fault(
            path,
            text[:position].count("\n") + 1,
            N_("this line holds a NUL character"),
            N_("remove it"),
        )
        return None
    return text
