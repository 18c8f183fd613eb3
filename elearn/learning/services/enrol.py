"""Enrolling in the latest version of a course."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.catalogue.queries import latest_version
from elearn.learning.models import Completion, Enrolment
from elearn.learning.queries import current_enrolment
from elearn.learning.services.conclude import conclude
from elearn.learning.services.upsert import violates


def enrol(
    session: Session, *, person_id: int, slug: str, now: datetime, again: bool = False
) -> tuple[Enrolment, bool]:
    """Return the person's enrolment in the course, and whether it was made just now.

    Asking twice, or at the same moment from two devices, gives the same enrolment. With `again`, a
    completed one is followed by a new round in the latest version; one still open is gone on with.
    CourseNotFound where no such course is published.
    """
    version = latest_version(session, slug)
    current = current_enrolment(session, person_id, version.course_id)
    if current and not (again and _is_completed(session, current)):
        return current, False
    enrolment = Enrolment(
        person_id=person_id,
        course_id=version.course_id,
        version_id=version.id,
        sequence=current.sequence + 1 if current else 1,
        enrolled_at=now,
    )
    try:
        with session.begin_nested():
            session.add(enrolment)
    except IntegrityError as error:
        if not violates(error, Enrolment, "person_id", "course_id", "sequence"):
            raise
        return _made_meanwhile(session, person_id, version.course_id), False
    conclude(session, enrolment, language=None, now=now)
    return enrolment, True


def _is_completed(session: Session, enrolment: Enrolment) -> bool:
    found = select(Completion.id).where(Completion.enrolment_id == enrolment.id)
    return session.scalar(found) is not None


def _made_meanwhile(session: Session, person_id: int, course_id: int) -> Enrolment:
    enrolment = current_enrolment(session, person_id, course_id)
    if enrolment is None:
        message = "the enrolment that was in the way is gone"
        raise LookupError(message)
    return enrolment
