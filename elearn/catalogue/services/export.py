"""Give a published version back as a pack folder."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from elearn.catalogue.formats.files import write_folder
from elearn.catalogue.queries import pack_files, version_of
from elearn.errors import N_, Conflict


class FolderNotEmpty(Conflict):
    """There is something where the pack should be written."""

    code = "folder-not-empty"


def export(session: Session, *, slug: str, version: int | None, target: Path) -> Path:
    """Write the files of a version as they were published; return the pack's folder.

    The folder bears the course's name: `target` itself when it does, else one within it.
    CourseNotFound, VersionNotFound; FolderNotEmpty when something stands there, which is never
    overwritten.
    """
    found = version_of(session, slug, version)
    folder = target if target.name == slug else target / slug
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(
            N_("%(folder)s is not empty: name another folder, or empty it first."),
            folder=str(folder),
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_folder(pack_files(session, found.id), folder)
    return folder
