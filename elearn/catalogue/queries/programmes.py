"""The programmes that are loaded."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.programmes import programmes_of
from elearn.catalogue.models import ProgrammeSet
from elearn.catalogue.rules import Member, Programme


def programmes(session: Session) -> tuple[dict[str, Member], tuple[Programme, ...]]:
    """Return the courses that programmes count on, by slug, and the programmes, in their order.

    Where two files list a course, the first by name says what it counts for.
    """
    members: dict[str, Member] = {}
    found: list[Programme] = []
    statement = select(ProgrammeSet.document).order_by(ProgrammeSet.name)
    for document in session.scalars(statement):
        listed, more = programmes_of(document)
        for member in listed:
            members.setdefault(member.slug, member)
        found += more
    return members, tuple(found)
