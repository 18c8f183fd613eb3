"""What a body itself owes under a charter, by when, and whether it has been done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.models import Adhesion, BodyDutyRecord, Charter
from elearn.mandates.queries.charters import CharterView


@dataclass(frozen=True, slots=True)
class BodyDutyView:
    """One duty of one organisation."""

    code: str
    titles: Mapping[str, str]
    to: str
    """To whom it is owed, as the charter says it."""
    names: Mapping[str, str]
    """Those of the organisation that owes it."""
    names_language: str
    due_on: date
    done_on: date | None


def body_duties_of(session: Session, found: CharterView, path: str) -> tuple[BodyDutyView, ...]:
    """Return what the organisations at and above `path` owe themselves under a charter.

    The days run from the day on which the organisation is bound: the first of the version, or that
    of its adhesion. Two statements; none where the charter knows no such duty.
    """
    if not found.version.body_duties or not path:
        return ()
    bound = _bound(session, found, path)
    done = {
        (each.organisation_id, each.code): each.done_on
        for each in session.scalars(
            select(BodyDutyRecord)
            .join(Charter, Charter.id == BodyDutyRecord.charter_id)
            .where(Charter.code == found.code)
        )
    }
    return tuple(
        BodyDutyView(
            code=each["code"],
            titles=each["titles"],
            to=each["to"],
            names=organisation.names,
            names_language=organisation.default_language,
            due_on=since + timedelta(days=each["days"]),
            done_on=done.get((organisation.id, each["code"])),
        )
        for organisation, since in bound
        for each in found.version.body_duties
    )


def _bound(session: Session, found: CharterView, path: str) -> list[tuple[Organisation, date]]:
    """Return who at and above the path is bound, and since when."""
    if not found.version.on_adhesion:
        here = path.startswith(found.organisation.path)
        return [(found.organisation, found.version.in_force_from)] if here else []
    rows = session.execute(
        select(Organisation, Adhesion.adhered_on)
        .join(Adhesion, Adhesion.organisation_id == Organisation.id)
        .join(Charter, Charter.id == Adhesion.charter_id)
        .where(
            Charter.code == found.code,
            Organisation.path.in_(ancestors(path)),
            Adhesion.withdrawn_on.is_(None),
        )
        .order_by(Organisation.path, Adhesion.adhered_on)
    )
    return [(organisation, max(day, found.version.in_force_from)) for organisation, day in rows]
