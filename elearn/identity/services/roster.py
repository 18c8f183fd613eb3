"""HR's roster into the record: first a plan, which is the dry run; then the same plan applied.

The browser, the API and the command line all call `import_roster`, and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import Fault, Faults
from elearn.identity.models import EarlierEnd, EmploymentSpell, Organisation, Person
from elearn.identity.queries import units_below
from elearn.identity.rules import Employment, Spell
from elearn.identity.rules.roster import (
    PERSONAL,
    WORK,
    Decision,
    RefusedError,
    Roster,
    RosterLine,
    decide,
)
from elearn.identity.services.roster_units import Units
from elearn.identity.services.roster_user_names import settling_user_names, user_name_faults


@dataclass(frozen=True, slots=True)
class Change:
    """What the import does for one person; `columns` are those that change, none for a new one."""

    line: int
    staff_number: str
    name: str
    added: bool
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody on record whom the file does not name: listed, never deleted."""

    staff_number: str
    name: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do."""

    file: str
    encoding: str
    effective: date
    changes: tuple[Change, ...]
    unchanged: int
    missing: tuple[Missing, ...]
    notices: tuple[Fault, ...]
    unread: tuple[str, ...]

    @property
    def added(self) -> int:
        """Return how many people are new."""
        return sum(1 for change in self.changes if change.added)

    @property
    def changed(self) -> int:
        """Return how many known people change."""
        return len(self.changes) - self.added

    @property
    def digest(self) -> str:
        """Return a mark of these very changes: a preview and its confirmation compare it."""
        told = repr((self.effective, sorted(self.changes, key=lambda each: each.line)))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(slots=True)
class _Step:
    """One line, the person it means and what is to be written."""

    line: RosterLine
    person: Person | None
    personal: Mapping[str, Any]
    last: EmploymentSpell | None
    decision: Decision
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Plan:
    steps: list[_Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


def import_roster(  # noqa: PLR0913  # what, for whom, from when and by whom, named at the call
    session: Session,
    *,
    organisation_id: int,
    roster: Roster,
    now: datetime,
    effective: date | None = None,
    actor_id: int | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Bring people and employment in line with the roster, and return what was done.

    `effective` is the first day of what has changed, today in the organisation's zone unless given.
    A dry run plans and writes nothing. Raises Faults, with nothing applied, for any fault at all.
    """
    organisation = session.scalars(
        select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    ).one()
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    effective = effective or today
    people = {
        person.staff_number: person
        for person in session.scalars(
            select(Person).where(Person.organisation_id == organisation_id)
        )
    }
    spells = _spells(session, organisation_id)
    plan = _plan(session, organisation, roster, people, spells, effective)
    if plan.faults:
        raise Faults(sorted(plan.faults, key=lambda fault: fault.line or 0))
    report = _report(roster, plan, people, spells, effective)
    if not dry_run and report.changes:
        with settling_user_names(session, roster, people):
            _apply(session, organisation_id, plan.steps, now)
        audit.record(
            session,
            actor_id=actor_id,
            action="people.imported",
            subject=f"organisation:{organisation.code}",
            now=now,
            details={"added": report.added, "changed": report.changed},
        )
    return report


def _spells(session: Session, organisation_id: int) -> dict[int, list[EmploymentSpell]]:
    found: dict[int, list[EmploymentSpell]] = {}
    statement = (
        select(EmploymentSpell)
        .join(Person, Person.id == EmploymentSpell.person_id)
        .where(Person.organisation_id == organisation_id)
        .order_by(EmploymentSpell.person_id, EmploymentSpell.starts_on)
    )
    for spell in session.scalars(statement):
        found.setdefault(spell.person_id, []).append(spell)
    return found


def _plan(  # noqa: PLR0913, PLR0917  # everything that is on record, loaded once
    session: Session,
    organisation: Organisation,
    roster: Roster,
    people: Mapping[str, Person],
    spells: Mapping[int, list[EmploymentSpell]],
    effective: date,
) -> _Plan:
    plan = _Plan(faults=list(roster.faults))
    units = Units(organisation, units_below(session, organisation), roster)
    for line in roster.lines:
        person = people.get(line.staff_number)
        own = spells.get(person.id, []) if person else []
        unit_id = units.find(line, own[-1].unit_id if own else organisation.id, plan.faults)
        history = tuple(spell.as_spell() for spell in own)
        wanted = _wanted(history, unit_id, line.values)
        try:
            decision = decide(history, wanted, line.values, effective)
        except RefusedError as refused:
            plan.faults.append(_fault(roster, line, refused.what, refused.mend, refused.column))
            continue
        if decision.notice:
            plan.notices.append(_fault(roster, line, *decision.notice, "starts_on"))
        step = _Step(line, person, _personal(person, line), own[-1] if own else None, decision)
        step.columns = _columns(step, history, wanted)
        plan.steps.append(step)
    plan.faults.extend(user_name_faults(session, roster, people))
    return plan


def _wanted(history: tuple[Spell, ...], unit_id: int, values: Mapping[str, Any]) -> Employment:
    """Return the work the line describes; what it has no column for stays as it was."""
    before = history[-1].employment if history else Employment(unit_id)
    told = {name: values.get(name, getattr(before, name)) for name in WORK}
    return Employment(
        unit_id=unit_id,
        job_title=told["job_title"] or "",
        role_family=told["role_family"],
        employment_type=told["employment_type"],
        supervises_others=bool(told["supervises_others"]),
        public_contact=bool(told["public_contact"]),
    )


def _personal(person: Person | None, line: RosterLine) -> dict[str, Any]:
    """Return what changes about the person; a language of their own choice is left alone."""
    told = {name: line.values[name] for name in PERSONAL if name in line.values}
    if line.values.get("language") and (person is None or person.language is None):
        told["language"] = line.values["language"]
    if person is None:
        return told
    return {name: value for name, value in told.items() if getattr(person, name) != value}


def _columns(step: _Step, history: tuple[Spell, ...], wanted: Employment) -> tuple[str, ...]:
    names = list(step.personal)
    if step.decision.opens and history:
        before = history[-1].employment
        if wanted.unit_id != before.unit_id:
            names.append("unit_name")
        names += [name for name in WORK if getattr(wanted, name) != getattr(before, name)]
        names.append("starts_on")
    elif step.decision.ends_last:
        names.append("ends_on")
    return tuple(names)


def _fault(roster: Roster, line: RosterLine, what: str, mend: str, column: str) -> Fault:
    value = str(line.values.get(column) or "")
    return Fault(
        roster.file,
        what,
        mend,
        line=line.line,
        column=roster.headers.get(column),
        value=value,
        params={"number": line.staff_number, "value": value},
    )


def _report(
    roster: Roster,
    plan: _Plan,
    people: Mapping[str, Person],
    spells: Mapping[int, list[EmploymentSpell]],
    effective: date,
) -> ImportReport:
    changes = tuple(
        Change(
            step.line.line,
            step.line.staff_number,
            str(step.line.values["name"]),
            step.person is None,
            () if step.person is None else step.columns,
        )
        for step in plan.steps
        if step.person is None or step.personal or step.decision.changes
    )
    named = {line.staff_number for line in roster.lines}
    missing = tuple(
        Missing(number, person.name)
        for number, person in sorted(people.items())
        if number not in named
        and any(
            spell.ends_on is None or spell.ends_on >= effective
            for spell in spells.get(person.id, [])
        )
    )
    return ImportReport(
        file=roster.file,
        encoding=roster.encoding,
        effective=effective,
        changes=changes,
        unchanged=len(plan.steps) - len(changes),
        missing=missing,
        notices=tuple(plan.notices),
        unread=roster.unread,
    )


def _apply(session: Session, organisation_id: int, steps: list[_Step], now: datetime) -> None:
    """Write the steps; user names are let go first, so that two people may exchange theirs."""
    for step in steps:
        if step.person and "user_name" in step.personal:
            step.person.user_name = None
    session.flush()
    for step in steps:
        if step.person is None:
            step.person = Person(
                organisation_id=organisation_id,
                staff_number=step.line.staff_number,
                created_at=now,
                **step.personal,
            )
            session.add(step.person)
        for name, value in step.personal.items():
            setattr(step.person, name, value)
        if step.decision.ends_last and step.last:
            before = step.last.ends_on
            session.add(EarlierEnd(spell_id=step.last.id, ends_on=before, replaced_at=now))
            step.last.ends_on = step.decision.last_end
    session.flush()
    for step in steps:
        if step.decision.opens and step.person:
            session.add(_row(step.person.id, step.decision.opens, now))
    session.flush()


def _row(person_id: int, spell: Spell, now: datetime) -> EmploymentSpell:
    work = spell.employment
    return EmploymentSpell(
        person_id=person_id,
        unit_id=work.unit_id,
        starts_on=spell.starts_on,
        ends_on=spell.ends_on,
        recorded_at=now,
        **{name: getattr(work, name) for name in WORK},
    )
