"""Planning a workshop, changing it before it begins, cancelling it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.queries import newest_of
from elearn.errors import N_, Invalid
from elearn.identity.models import Organisation, Person
from elearn.identity.queries import PersonNotFound, person_by_login
from elearn.identity.rules import Scope
from elearn.workshops.models import Workshop
from elearn.workshops.queries import (
    AttendeeNotFound,
    line_of,
    person_to_add,
    workshop_within,
)
from elearn.workshops.rules import (
    WHEN_OR_WHERE,
    News,
    Plan,
    Unfit,
    is_begun,
    moved_up,
    read_draft,
    seated,
)
from elearn.workshops.services.state import must_be_ahead, must_take_place
from elearn.workshops.services.tell import Compose, tell


class PlanUnfit(Invalid):
    """Some of what was written cannot be planned; nothing was saved."""

    code = "plan-unfit"

    def __init__(self, unfit: Sequence[Unfit]) -> None:
        """Keep what is wrong, in the order of the form."""
        super().__init__(
            N_("Nothing was saved. Fields that cannot be accepted as they are: %(count)s."),
            count=len(unfit),
        )
        self.unfit = tuple(unfit)

    def members(self) -> dict[str, Any]:
        """Return what is wrong by field, in English."""
        return {"errors": {each.field: [each.sentence()] for each in self.unfit}}


def plan_workshop(
    session: Session,
    *,
    organisation: Organisation,
    draft: Mapping[str, Any],
    author_id: int | None,
    now: datetime,
) -> Workshop:
    """Add a workshop that an organisation hosts for whoever works there or below.

    `draft` is what somebody wrote, under `rules.KEYS`; without an author the command line plans it.
    PlanUnfit with all that is wrong.
    """
    plan, trainer = _understood(session, organisation, draft, now, known=None)
    workshop = Workshop(
        organisation_id=organisation.id,
        **_facts(plan, trainer),
        created_by=author_id,
        created_at=now,
        changed_at=now,
    )
    session.add(workshop)
    session.flush()
    audit.record(
        session,
        actor_id=author_id,
        action="workshop.planned",
        subject=f"workshop:{workshop.public_id}",
        now=now,
        details={"organisation": organisation.code},
    )
    return workshop


def change_workshop(  # noqa: PLR0913  # who changes what, within which reach and when
    session: Session,
    *,
    author_id: int,
    scope: Scope,
    workshop_public_id: str,
    draft: Mapping[str, Any],
    compose: Compose,
    now: datetime,
) -> Workshop:
    """Put another plan in the place of the one there is; the same plan changes nothing.

    Whoever has a place is written to when time or place change, and whoever waited and has one now.

    WorkshopNotFound outside the scope; WorkshopCancelled; WorkshopBegun; PlanUnfit.
    """
    workshop = workshop_within(session, scope, workshop_public_id, lock=True)
    must_take_place(workshop)
    must_be_ahead(
        workshop, now, N_("This workshop has begun: what was planned can no longer be changed.")
    )
    organisation = session.get_one(Organisation, workshop.organisation_id)
    plan, trainer = _understood(session, organisation, draft, now, known=workshop)
    facts = _facts(plan, trainer)
    changed = sorted(name for name, value in facts.items() if getattr(workshop, name) != value)
    if not changed:
        return workshop
    line, before = line_of(session, workshop.id), workshop.capacity
    begins = min(workshop.starts_at, plan.starts_at)
    for name in changed:
        setattr(workshop, name, facts[name])
    workshop.revision += 1
    workshop.changed_at = now
    audit.record(
        session,
        actor_id=author_id,
        action="workshop.changed",
        subject=f"workshop:{workshop.public_id}",
        now=now,
        details={"fields": changed},
    )
    told = {News.MOVED_UP: moved_up(line, before, line, workshop.capacity)}
    if not WHEN_OR_WHERE.isdisjoint(changed):
        told[News.CHANGED] = seated(line, before)
    for news, bookings in told.items():
        tell(
            session,
            workshop=workshop,
            news=news,
            bookings=bookings,
            seats=bookings,
            begins=begins,
            compose=compose,
            now=now,
        )
    return workshop


def cancel_workshop(  # noqa: PLR0913  # who cancels what, within which reach and when
    session: Session,
    *,
    author_id: int,
    scope: Scope,
    workshop_public_id: str,
    compose: Compose,
    now: datetime,
) -> Workshop:
    """Say that a workshop does not take place; whoever has a place in it or waits is written to.

    WorkshopNotFound outside the scope; WorkshopCancelled; WorkshopBegun.
    """
    workshop = workshop_within(session, scope, workshop_public_id, lock=True)
    must_take_place(workshop)
    must_be_ahead(workshop, now, N_("This workshop has begun and can no longer be cancelled."))
    workshop.cancelled_at = workshop.changed_at = now
    workshop.revision += 1
    line = line_of(session, workshop.id)
    audit.record(
        session,
        actor_id=author_id,
        action="workshop.cancelled",
        subject=f"workshop:{workshop.public_id}",
        now=now,
        details={"booked": len(line)},
    )
    tell(
        session,
        workshop=workshop,
        news=News.CANCELLED,
        bookings=line,
        seats=seated(line, workshop.capacity),
        begins=workshop.starts_at,
        compose=compose,
        now=now,
    )
    return workshop


def _facts(plan: Plan, trainer: Person) -> dict[str, Any]:
    return {
        "titles": dict(plan.titles),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "held_on": plan.day,
        "time_zone": plan.time_zone,
        "place": plan.place,
        "link": plan.link,
        "capacity": plan.capacity,
        "language": plan.language,
        "provider": plan.provider,
        "courses": list(plan.courses),
        "topics": list(plan.topics),
        "minutes": plan.minutes,
        "trainer_id": trainer.id,
    }


def _understood(
    session: Session,
    organisation: Organisation,
    draft: Mapping[str, Any],
    now: datetime,
    *,
    known: Workshop | None,
) -> tuple[Plan, Person]:
    """Return the plan and its trainer, or raise PlanUnfit with everything that is wrong."""
    zone = draft.get("time_zone") or organisation.time_zone
    plan, found = read_draft({**draft, "time_zone": zone})
    unfit = list(found)
    if plan is None:
        raise PlanUnfit(unfit)
    if is_begun(plan.starts_at, now):
        unfit.append(Unfit("day", N_("This moment has passed. Give a day and time to come.")))
    given = len(seated(line_of(session, known.id), known.capacity)) if known else 0
    if plan.capacity is not None and plan.capacity < given:
        unfit.append(
            Unfit(
                "capacity",
                N_("So many have a place already: %(count)s. Keep at least as many places."),
                {"count": given},
            )
        )
    published = {version.course.slug for version in newest_of(session, plan.courses)}
    unfit += [
        Unfit("courses", N_("No course “%(course)s” is published here."), {"course": slug})
        for slug in plan.courses
        if slug not in published
    ]
    trainer = _trainer(session, organisation, plan)
    if trainer is None:
        unfit.append(
            Unfit(
                "trainer",
                N_(
                    "Nobody here has this staff number or user name. Whoever trains needs an"
                    " account, also from outside."
                ),
            )
        )
    if unfit or trainer is None:
        raise PlanUnfit(unfit)
    return plan, trainer


def _trainer(session: Session, organisation: Organisation, plan: Plan) -> Person | None:
    """Return who is meant: a staff number of the host goes before the same one elsewhere."""
    try:
        return person_to_add(session, organisation, plan.trainer, plan.day)
    except AttendeeNotFound:
        pass
    try:
        return person_by_login(session, plan.trainer)
    except PersonNotFound:
        return None
