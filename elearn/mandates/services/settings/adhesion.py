"""Joining a charter that is open to members, and leaving it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.errors import N_, Conflict
from elearn.identity.models import Organisation
from elearn.mandates.models import Adhesion, Charter
from elearn.mandates.rules import may_join
from elearn.mandates.services.settings.charter import charter_locked, record_act


class NotOpenToMembers(Conflict):
    """The charter is not one that others join."""

    code = "not-open-to-members"


class AlreadyJoined(Conflict):
    """The organisation is bound by the charter already, or was not at all."""

    code = "adhesion-conflict"


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
    charter, version = charter_locked(session, code)
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
    record_act(
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
    charter, _ = charter_locked(session, code)
    for known in _adhesions(session, charter, organisation):
        if known.withdrawn_on == on:
            return known
        if known.withdrawn_on is None and known.adhered_on < on:
            known.withdrawn_on, known.withdrawal_recorded_at = on, now
            session.flush()
            record_act(
                session, "charter.left", code, organisation, now, actor_id, on=on.isoformat()
            )
            return known
    raise AlreadyJoined(
        N_("%(organisation)s is not bound by it before %(day)s."),
        organisation=organisation.code,
        day=on.isoformat(),
    )


def _adhesions(session: Session, charter: Charter, organisation: Organisation) -> list[Adhesion]:
    return list(
        session.scalars(
            select(Adhesion)
            .where(Adhesion.charter_id == charter.id, Adhesion.organisation_id == organisation.id)
            .order_by(Adhesion.adhered_on)
        )
    )
