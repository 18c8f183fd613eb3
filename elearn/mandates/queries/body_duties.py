"""What a body itself owes under a charter, by when, and whether it has been done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.models import Adhesion, BodyDutyRecord, Charter, CharterVersion
from elearn.mandates.queries.bound import charters_binding
from elearn.mandates.queries.charters import CharterView

DUTY_STATES = ("open", "overdue", "done", "done_late")


@dataclass(frozen=True, slots=True)
class BodyDutyView:
    """One duty of one organisation."""

    charter: str
    """The code of the charter."""
    charter_titles: Mapping[str, str]
    charter_language: str
    """The language of record, to fall back to."""
    code: str
    titles: Mapping[str, str]
    to: str
    """To whom it is owed, as the charter says it."""
    organisation: str
    """The code of the organisation that owes it."""
    path: str
    """Its path."""
    names: Mapping[str, str]
    """Its names."""
    names_language: str
    since: date
    """The day from which the days run: nothing was owed before."""
    due_on: date
    done_on: date | None
    note: str

    def state(self, on: date) -> str:
        """Return which of `DUTY_STATES` it is in on a day."""
        if self.done_on is not None:
            return "done_late" if self.done_on > self.due_on else "done"
        return "overdue" if on > self.due_on else "open"


def body_duties_of(session: Session, found: CharterView, path: str) -> tuple[BodyDutyView, ...]:
    """Return what the organisations at and above `path` owe themselves under a charter.

    Two statements; none where the charter knows no such duty.
    """
    if not found.version.body_duties or not path:
        return ()
    bound = _bound(session, found, path)
    done = {
        (each.organisation_id, each.code): each
        for each in session.scalars(
            select(BodyDutyRecord)
            .join(Charter, Charter.id == BodyDutyRecord.charter_id)
            .where(Charter.code == found.code)
        )
    }
    return tuple(
        _view(
            found.code,
            found.version,
            found.versions,
            organisation,
            joined,
            each,
            done.get((organisation.id, each["code"])),
        )
        for organisation, joined in bound
        for each in found.version.body_duties
    )


def body_duties_at(session: Session, place: Organisation, on: date) -> list[BodyDutyView]:
    """Return what a place itself owes on a day under all charters that bind it, by due day.

    Three statements.
    """
    done = {
        (each.charter_id, each.code): each
        for each in session.scalars(
            select(BodyDutyRecord).where(BodyDutyRecord.organisation_id == place.id)
        )
    }
    found = [
        _view(
            bound.loaded.charter.code,
            bound.loaded.version,
            bound.loaded.versions,
            place,
            bound.adhesion.adhered_on if bound.adhesion else None,
            each,
            done.get((bound.loaded.charter.id, each["code"])),
        )
        for bound in charters_binding(session, place, on)
        if bound.bearer.id == place.id
        for each in bound.loaded.version.body_duties
    ]
    return sorted(found, key=lambda each: (each.due_on, each.charter, each.code))


def _view(  # noqa: PLR0913, PLR0917  # which duty, in which text, of whom, since when, and the record of it
    charter: str,
    version: CharterVersion,
    versions: Sequence[CharterVersion],
    organisation: Organisation,
    joined: date | None,
    duty: Mapping[str, Any],
    record: BodyDutyRecord | None,
) -> BodyDutyView:
    asked = _asked_since(versions, version, duty["code"])
    since = asked if joined is None else max(asked, joined)
    return BodyDutyView(
        charter=charter,
        charter_titles=version.titles,
        charter_language=version.language_of_record,
        code=duty["code"],
        titles=duty["titles"],
        to=duty["to"],
        organisation=organisation.code,
        path=organisation.path,
        names=organisation.names,
        names_language=organisation.default_language,
        since=since,
        due_on=since + timedelta(days=duty["days"]),
        done_on=record.done_on if record else None,
        note=record.note if record else "",
    )


def _asked_since(versions: Sequence[CharterVersion], version: CharterVersion, code: str) -> date:
    """Return since when a duty stands in the text: an amendment that keeps it moves no due day."""
    since = version.in_force_from
    for each in sorted(versions, key=lambda each: each.version, reverse=True):
        if each.version > version.version:
            continue
        if all(duty["code"] != code for duty in each.body_duties):
            break
        since = each.in_force_from
    return since


def _bound(
    session: Session, found: CharterView, path: str
) -> list[tuple[Organisation, date | None]]:
    """Return who at and above the path is bound, and on which day they joined, if they did."""
    if not found.version.on_adhesion:
        return [(found.organisation, None)] if path.startswith(found.organisation.path) else []
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
    return [(organisation, day) for organisation, day in rows]
