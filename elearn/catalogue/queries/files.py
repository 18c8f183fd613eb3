"""Files of published versions: media for pages, and the whole pack for an export."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.media import MADE
from elearn.catalogue.models import MediaFile, PackFile, VersionLanguage
from elearn.catalogue.queries.errors import MediaNotFound


@dataclass(frozen=True, slots=True)
class Media:
    """A file as it is sent."""

    content_type: str
    data: bytes


def media(session: Session, digest: str, name: str) -> Media:
    """Return the file with that digest and name; MediaNotFound when no version has it."""
    rows = session.execute(
        select(MediaFile.path, MediaFile.content_type, MediaFile.data)
        .where(MediaFile.digest == digest, MediaFile.path.endswith(f"/{name}", autoescape=True))
        .limit(1)
    ).all()
    for _, content_type, data in rows:
        return Media(content_type, data)
    raise MediaNotFound


def media_by_digest(session: Session, digests: Collection[str]) -> dict[str, tuple[str, bytes]]:
    """Return content type and bytes of the files with these digests."""
    rows = session.execute(
        select(MediaFile.digest, MediaFile.content_type, MediaFile.data).where(
            MediaFile.digest.in_(digests)
        )
    )
    return {digest: (content_type, bytes(data)) for digest, content_type, data in rows}


def pack_files(session: Session, version_id: int) -> dict[str, bytes]:
    """Return every file of the pack as it was published, by path."""
    files = {
        path: bytes(data)
        for table in (PackFile, MediaFile)
        for path, data in session.execute(
            select(table.path, table.data).where(table.version_id == version_id)
        )
        if not path.startswith(MADE)
    }
    return dict(sorted(files.items()))


def language_states(session: Session, version_id: int) -> Sequence[VersionLanguage]:
    """Return the state of every language of a version, the source language first."""
    statement = (
        select(VersionLanguage)
        .where(VersionLanguage.version_id == version_id)
        .order_by(VersionLanguage.id)
    )
    return session.scalars(statement).all()
