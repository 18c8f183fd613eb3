"""A roster waits here between its preview and its confirmation, for a day at most."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import RosterUpload

KEPT = timedelta(days=1)


class UploadGone(NotFound):
    """The upload was confirmed already, is too old, or is somebody else's."""

    code = "upload-gone"


def keep_upload(  # noqa: PLR0913  # the file and whose it is, named at the call
    session: Session,
    *,
    person_id: int,
    organisation_id: int,
    file_name: str,
    content: bytes,
    options: dict[str, Any],
    now: datetime,
) -> RosterUpload:
    """Keep a file for its confirmation; earlier ones of the same person, and old ones, go."""
    session.execute(
        delete(RosterUpload).where(
            (RosterUpload.person_id == person_id) | (RosterUpload.created_at < now - KEPT)
        )
    )
    upload = RosterUpload(
        person_id=person_id,
        organisation_id=organisation_id,
        file_name=file_name,
        content=content,
        options=options,
        created_at=now,
    )
    session.add(upload)
    session.flush()
    return upload


def take_upload(
    session: Session, *, public_id: str, person_id: int, organisation_id: int, now: datetime
) -> RosterUpload:
    """Return a kept upload of this person for this organisation, or raise UploadGone."""
    upload = session.scalars(
        select(RosterUpload).where(
            RosterUpload.public_id == public_id.replace("\0", ""),
            RosterUpload.person_id == person_id,
            RosterUpload.organisation_id == organisation_id,
            RosterUpload.created_at >= now - KEPT,
        )
    ).one_or_none()
    if upload is None:
        raise UploadGone(N_("This file is no longer kept. Choose it again."))
    return upload
