"""Which courses are good enough for a charter that asks for accredited ones."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.models import Course
from elearn.errors import N_, Conflict, NotFound
from elearn.identity.models import Organisation
from elearn.mandates.models import Accreditation
from elearn.mandates.services.settings.charter import charter_locked


class CourseNotFound(NotFound):
    """No course has this slug."""

    code = "course-not-found"


class AccreditationUnfit(Conflict):
    """It ends before it begins, or another one begins on the same day."""

    code = "accreditation-conflict"


def accredit(  # noqa: PLR0913  # which course, under which charter, by whom and how long
    session: Session,
    *,
    code: str,
    slug: str,
    granted_on: date,
    expires_on: date,
    accredited_by: str,
    now: datetime,
    owner: Organisation | None = None,
    actor_id: int | None = None,
) -> Accreditation:
    """Record that a course is good enough for a charter, from one day to another, both included.

    `owner` says whose charter it must be. A repeat changes nothing. Raises CharterNotFound,
    CourseNotFound, and AccreditationUnfit for an end before the start, and where one with another
    end or of somebody else begins on that day.
    """
    charter, _ = charter_locked(session, code, owner)
    course_id = session.scalar(select(Course.id).where(Course.slug == slug))
    if course_id is None:
        raise CourseNotFound(N_("There is no course %(slug)s."), slug=slug)
    if expires_on < granted_on:
        raise AccreditationUnfit(N_("The accreditation ends before it begins. Give a later end."))
    known = session.scalars(
        select(Accreditation).where(
            Accreditation.charter_id == charter.id,
            Accreditation.course_id == course_id,
            Accreditation.granted_on == granted_on,
        )
    ).one_or_none()
    if known is not None:
        if (known.expires_on, known.accredited_by) == (expires_on, accredited_by):
            return known
        raise AccreditationUnfit(
            N_("This course is accredited from %(day)s already. Give another first day."),
            day=granted_on.isoformat(),
        )
    made = Accreditation(
        charter_id=charter.id,
        course_id=course_id,
        granted_on=granted_on,
        expires_on=expires_on,
        accredited_by=accredited_by,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        actor_id=actor_id,
        action="course.accredited",
        subject=f"charter:{code}",
        now=now,
        details={
            "course": slug,
            "from": granted_on.isoformat(),
            "until": expires_on.isoformat(),
        },
    )
    return made
