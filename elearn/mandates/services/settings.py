"""What organisations record that duties hang on: calendars, adhesions, accredited courses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.models import Course
from elearn.errors import N_, Conflict, Invalid, NotFound
from elearn.identity.models import Organisation
from elearn.mandates.models import (
    Accreditation,
    Adhesion,
    BodyDutyRecord,
    CalendarRecord,
    Charter,
    CharterVersion,
)
from elearn.mandates.queries import CharterNotFound, body_duties_at
from elearn.mandates.rules import WorkCalendar, civil_day, may_join


class NotOpenToMembers(Conflict):
    """The charter is not one that others join."""

    code = "not-open-to-members"


class AlreadyJoined(Conflict):
    """The organisation is bound by the charter already, or was not at all."""

    code = "adhesion-conflict"


class CourseNotFound(NotFound):
    """No course has this slug."""

    code = "course-not-found"


class AccreditationUnfit(Conflict):
    """It ends before it begins, or another one begins on the same day."""

    code = "accreditation-conflict"


class BodyDutyNotFound(NotFound):
    """The charter knows no such duty of a body."""

    code = "body-duty-not-found"


class NotBound(Conflict):
    """The charter knows the duty, and does not bind this organisation itself today."""

    code = "body-not-bound"


class DoneAlready(Conflict):
    """It is on record with another day; what is recorded is never rewritten."""

    code = "body-duty-done"


class DayUnfit(Invalid):
    """The day lies ahead, or before the duty began."""

    code = "day-unfit"


def set_calendar(
    session: Session,
    *,
    organisation: Organisation,
    calendar: WorkCalendar,
    now: datetime,
    actor_id: int | None = None,
) -> bool:
    """Record the calendar of an organisation, and return whether it is another than before."""
    session.execute(
        select(Organisation.id)
        .where(Organisation.id == organisation.id)
        .with_for_update(key_share=True)
    )
    last = session.scalars(
        select(CalendarRecord)
        .where(CalendarRecord.organisation_id == organisation.id)
        .order_by(CalendarRecord.recorded_at.desc(), CalendarRecord.id.desc())
    ).first()
    document, before = calendar.document(), last.document if last is not None else {}
    if before == document:
        return False
    session.add(CalendarRecord(organisation_id=organisation.id, document=document, recorded_at=now))
    audit.record(
        session,
        actor_id=actor_id,
        action="calendar.set",
        subject=f"organisation:{organisation.code}",
        now=now,
        details={"changed": [key for key in document if before.get(key) != document[key]]},
    )
    session.flush()
    return True


def adhere(  # noqa: PLR0913  # who joins what, by which norm, and from when
    session: Session,
    *,
    code: str,
    organisation: Organisation,
    on: date,
    norm: str,
    now: datetime,
    actor_id: int | None = None,
) -> Adhesion:
    """Record that an organisation has joined a charter, by which norm and from which day.

    A repeat changes nothing. Raises CharterNotFound, NotOpenToMembers, and AlreadyJoined for who
    is bound on that day.
    """
    charter, version = _charter(session, code)
    if not version.on_adhesion:
        raise NotOpenToMembers(
            N_("The charter %(code)s binds its own organisation; nobody joins it."), code=code
        )
    is_owner = charter.organisation_id == organisation.id
    if is_owner or not may_join(organisation.kind, version.members):
        raise NotOpenToMembers(
            N_("The charter %(code)s is not open to organisations of this kind."), code=code
        )
    for known in _adhesions(session, charter, organisation):
        if (known.adhered_on, known.norm, known.withdrawn_on) == (on, norm, None):
            return known
        if known.withdrawn_on is None or known.withdrawn_on > on:
            raise AlreadyJoined(
                N_("%(organisation)s has been bound by it since %(day)s already."),
                organisation=organisation.code,
                day=known.adhered_on.isoformat(),
            )
    adhesion = Adhesion(
        charter_id=charter.id,
        organisation_id=organisation.id,
        adhered_on=on,
        norm=norm,
        recorded_at=now,
    )
    session.add(adhesion)
    session.flush()
    _audit(
        session,
        "charter.joined",
        code,
        organisation,
        now,
        actor_id,
        on=on.isoformat(),
        norm=norm,
    )
    return adhesion


def withdraw(  # noqa: PLR0913  # who leaves what, and from when
    session: Session,
    *,
    code: str,
    organisation: Organisation,
    on: date,
    now: datetime,
    actor_id: int | None = None,
) -> Adhesion:
    """Record the first day on which an organisation is no longer bound by a charter it had joined.

    A repeat changes nothing. Raises CharterNotFound, and AlreadyJoined for who is not bound on
    the day before.
    """
    charter, _ = _charter(session, code)
    for known in _adhesions(session, charter, organisation):
        if known.withdrawn_on == on:
            return known
        if known.withdrawn_on is None and known.adhered_on < on:
            known.withdrawn_on, known.withdrawal_recorded_at = on, now
            session.flush()
            _audit(session, "charter.left", code, organisation, now, actor_id, on=on.isoformat())
            return known
    raise AlreadyJoined(
        N_("%(organisation)s is not bound by it before %(day)s."),
        organisation=organisation.code,
        day=on.isoformat(),
    )


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
    charter, _ = _charter(session, code, owner)
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


def record_body_duty(  # noqa: PLR0913  # which duty of whom was done when
    session: Session,
    *,
    code: str,
    organisation: Organisation,
    duty: str,
    done_on: date,
    now: datetime,
    note: str = "",
    actor_id: int | None = None,
) -> BodyDutyRecord:
    """Record that a body has done what it owes itself under a charter; a repeat changes nothing.

    Raises CharterNotFound, BodyDutyNotFound, NotBound, DoneAlready for another day than the one on
    record, and DayUnfit for a day that lies ahead or before the duty began.
    """
    charter, version = _charter(session, code)
    today = civil_day(now, organisation.time_zone)
    owed = body_duties_at(session, organisation, today)
    found = next((each for each in owed if (each.charter, each.code) == (code, duty)), None)
    if found is None:
        if all(each["code"] != duty for each in version.body_duties):
            raise BodyDutyNotFound(N_("There is no duty %(duty)s in this charter."), duty=duty)
        raise NotBound(
            N_("%(organisation)s itself is not bound by it."), organisation=organisation.code
        )
    known = session.scalars(
        select(BodyDutyRecord).where(
            BodyDutyRecord.charter_id == charter.id,
            BodyDutyRecord.organisation_id == organisation.id,
            BodyDutyRecord.code == duty,
        )
    ).one_or_none()
    if known is not None:
        if known.done_on == done_on:
            return known
        raise DoneAlready(
            N_("It is on record as done on %(day)s already."), day=known.done_on.isoformat()
        )
    if done_on > today:
        raise DayUnfit(N_("That day lies ahead. Give the day on which it was done."))
    if done_on < found.since:
        raise DayUnfit(
            N_("The duty began on %(day)s. Give that day or a later one."),
            day=found.since.isoformat(),
        )
    made = BodyDutyRecord(
        charter_id=charter.id,
        organisation_id=organisation.id,
        code=duty,
        done_on=done_on,
        note=note,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    _audit(
        session,
        "body_duty.done",
        code,
        organisation,
        now,
        actor_id,
        duty=duty,
        on=done_on.isoformat(),
    )
    return made


def _charter(
    session: Session, code: str, owner: Organisation | None = None
) -> tuple[Charter, CharterVersion]:
    """Return a charter with its newest version, locked so that a double click is a repeat.

    Raises CharterNotFound, also for one of somebody else where an owner is given.
    """
    statement = (
        select(Charter, CharterVersion)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version.desc())
        .with_for_update(key_share=True, of=Charter)
    )
    if owner is not None:
        statement = statement.where(Charter.organisation_id == owner.id)
    row = session.execute(statement).first()
    if row is None:
        raise CharterNotFound(N_("There is no charter %(code)s."), code=code)
    return row[0], row[1]


def _adhesions(session: Session, charter: Charter, organisation: Organisation) -> list[Adhesion]:
    return list(
        session.scalars(
            select(Adhesion)
            .where(Adhesion.charter_id == charter.id, Adhesion.organisation_id == organisation.id)
            .order_by(Adhesion.adhered_on)
        )
    )


def _audit(  # noqa: PLR0913, PLR0917  # the facts of an entry
    session: Session,
    action: str,
    code: str,
    organisation: Organisation,
    now: datetime,
    actor_id: int | None,
    **facts: Any,
) -> None:
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"charter:{code}",
        now=now,
        details={"organisation": organisation.code, **facts},
    )
