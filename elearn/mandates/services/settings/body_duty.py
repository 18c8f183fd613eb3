"""That a body has done what it owes itself under a charter."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, Conflict, Invalid, NotFound
from elearn.identity.models import Organisation
from elearn.mandates.models import BodyDutyRecord
from elearn.mandates.queries import body_duties_at
from elearn.mandates.rules import civil_day
from elearn.mandates.services.settings.charter import charter_locked, record_act


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
    charter, version = charter_locked(session, code)
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
    record_act(
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
