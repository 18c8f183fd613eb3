"""Enrolments of one person; another person's do not exist here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.errors import N_, NotFound
from elearn.learning.models import Enrolment


class EnrolmentNotFound(NotFound):
    """There is no such enrolment, or it is somebody else's."""

    code = "enrolment-not-found"

    def __init__(self) -> None:
        """Say the same in both cases."""
        super().__init__(N_("There is no such enrolment. Open the course from your list again."))


def enrolment_of(
    session: Session, person_id: int, public_id: str, *, lock: bool = False
) -> Enrolment:
    """Return the person's enrolment; with `lock`, hold its row until the transaction ends.

    EnrolmentNotFound where there is none or where it is another person's.
    """
    return enrolment_and_hash(session, person_id, public_id, lock=lock)[0]


def enrolment_and_hash(
    session: Session, person_id: int, public_id: str, *, lock: bool = False
) -> tuple[Enrolment, str]:
    """Return the enrolment as above, and the hash that the values of its version are kept by."""
    statement = (
        select(Enrolment, CourseVersion.content_hash)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .where(Enrolment.public_id == public_id, Enrolment.person_id == person_id)
    )
    if lock:
        statement = statement.with_for_update(of=Enrolment).execution_options(
            populate_existing=True
        )
    row = session.execute(statement).first()
    if row is None:
        raise EnrolmentNotFound
    return row[0], row[1]


def current_enrolment(session: Session, person_id: int, course_id: int) -> Enrolment | None:
    """Return the person's latest enrolment in the course, or None."""
    return session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.course_id == course_id)
        .order_by(Enrolment.sequence.desc())
        .limit(1)
    )


def enrolments_of(session: Session, person_id: int) -> Sequence[Enrolment]:
    """Return the person's latest enrolment in each course, the one last used first."""
    newest = (
        select(Enrolment.course_id, func.max(Enrolment.sequence).label("sequence"))
        .where(Enrolment.person_id == person_id)
        .group_by(Enrolment.course_id)
        .subquery()
    )
    used = func.coalesce(Enrolment.last_at, Enrolment.enrolled_at)
    return session.scalars(
        select(Enrolment)
        .join(
            newest,
            (Enrolment.course_id == newest.c.course_id) & (Enrolment.sequence == newest.c.sequence),
        )
        .where(Enrolment.person_id == person_id)
        .order_by(used.desc(), Enrolment.id)
    ).all()
