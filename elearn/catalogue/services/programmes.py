"""Load a file of programmes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.programmes import Programmes, as_document
from elearn.catalogue.models import ProgrammeSet


def load_programmes(session: Session, *, name: str, found: Programmes, now: datetime) -> bool:
    """Put the programmes of a file in the place of those it had; return whether anything changed.

    What people have completed stays as it is: a path is worked out from it each time.
    """
    row = session.scalars(select(ProgrammeSet).where(ProgrammeSet.name == name)).one_or_none()
    document = as_document(found)
    if row and row.document == document:
        return False
    row = row or ProgrammeSet(name=name)
    row.document, row.loaded_at = document, now
    session.add(row)
    session.flush()
    return True
