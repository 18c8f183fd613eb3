"""Who is to be told of what today: every reminder, gathered into one digest for each reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from elearn.identity.models import Organisation, Person, RoleGrant
from elearn.identity.queries.calendars import calendar_at
from elearn.identity.rules import Scope, ancestors
from elearn.identity.rules.scope import RoleHeld, scope_of
from elearn.mandates.models import Charter, CharterVersion, ReminderSent, Requirement
from elearn.mandates.queries.facts import Employed, People, employed
from elearn.mandates.queries.obligations import obligations_within
from elearn.mandates.queries.requirements import Cited
from elearn.mandates.queries.views import CourseView, course_views
from elearn.mandates.rules import (
    MANAGER,
    Obligation,
    Reminders,
    WorkCalendar,
    arrival,
    escalations_due,
    step_due,
)
from elearn.permissions import Permission, Role

CHUNK = 500


class Told(NamedTuple):
    """What makes a reminder the same one, whoever is told of it."""

    person_id: int
    charter: str
    requirement: str
    period: str
    due_on: date
    step: str

    @property
    def obligation(self) -> tuple[object, ...]:
        """The obligation alone, without the step."""
        return self[:-1]


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step of one obligation, with the words of the article that it cites (invariant 6)."""

    step: str
    person: Employed
    obligation: Obligation
    cited: Cited

    @property
    def told(self) -> Told:
        """What is on record once it is sent."""
        found = self.obligation
        return Told(
            self.person.person_id,
            found.requirement.charter,
            found.requirement.code,
            found.period.label,
            found.due_on,
            self.step,
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a digest goes to, and how they are met."""

    person_id: int
    public_id: str
    name: str
    address: str | None
    languages: tuple[str, ...]
    """The person's own and the employer's, the one to be tried first in front."""
    employer_names: Mapping[str, str]
    employer_language: str
    time_zone: str
    unit_path: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person is told in one message, and when it may arrive."""

    recipient: Recipient
    arrives_at: datetime
    day: date
    """The civil day of the arrival, where the reader is."""
    reminders: tuple[Reminder, ...]
    courses: Mapping[str, CourseView]

    @property
    def key(self) -> str:
        """The key in the outbox: one digest for a person and a day."""
        return f"digest:{self.recipient.person_id}:{self.day.isoformat()}"

    @property
    def own(self) -> tuple[Reminder, ...]:
        """What the reader owes, by due day."""
        mine = self.recipient.person_id
        once = {
            each.told.obligation: each for each in self.reminders if each.person.person_id == mine
        }
        return tuple(sorted(once.values(), key=lambda each: (each.obligation.due_on, each.told)))

    @property
    def others(self) -> tuple[Reminder, ...]:
        """What others owe for whom the reader answers, each once, by due day, unit and name."""
        mine = self.recipient.person_id
        once = {
            each.told.obligation: each for each in self.reminders if each.person.person_id != mine
        }
        return tuple(
            sorted(
                once.values(),
                key=lambda each: (
                    each.obligation.due_on,
                    each.person.unit_path,
                    each.person.name,
                    each.told,
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The digests that hold something new today, and how often nobody was there to be told."""

    digests: tuple[Digest, ...]
    unheard: int


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a requirement says about reminders, and whose charter it is."""

    reminders: Reminders
    organisation_path: str


@dataclass(slots=True)
class _Holders:
    """Who holds the roles that answer for others, by role and place."""

    at: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    scopes: dict[int, Scope] = field(default_factory=dict)

    def nearest(self, role: Role, path: str, about: Employed) -> list[int]:
        """Return who holds the role at `path` or at the nearest place above, and sees the person.

        Nobody answers for themselves: where the only one is the person, the next above is asked.
        """
        for place in reversed(ancestors(path)):
            found = [
                holder
                for holder in self.at.get((role, place), ())
                if holder != about.person_id and self.scopes[holder].covers(about.unit_path)
            ]
            if found:
                return found
        return []


def reminder_plan(session: Session, *, now: datetime) -> Plan:
    """Return the digests to be written now, each with all that is current for its reader.

    A digest is there when it holds at least one step that its reader has not been told of. It also
    holds steps that were told before, so that a message that still waits can be written anew. Some
    statements for each root of the tree, and a few for every 500 readers and each of their units.
    """
    terms = _terms(session)
    if not terms:
        return Plan((), 0)
    holders = _holders(session, now)
    wanted: dict[int, list[Reminder]] = {}
    unheard = 0
    for root in session.scalars(select(Organisation.path).where(Organisation.parent_id.is_(None))):
        for reader, reminder in _reminders(session, root, terms, holders, now):
            if reader is None:
                unheard += 1
            else:
                wanted.setdefault(reader, []).append(reminder)
    return Plan(tuple(_digests(session, wanted, now)), unheard)


def told_to(session: Session, people: Collection[int]) -> dict[int, dict[Told, int]]:
    """Return what each of these people has been told, with the message that said so."""
    found: dict[int, dict[Told, int]] = {person: {} for person in people}
    for row in session.execute(
        select(
            ReminderSent.recipient_id,
            ReminderSent.message_id,
            ReminderSent.person_id,
            ReminderSent.charter,
            ReminderSent.requirement,
            ReminderSent.period,
            ReminderSent.due_on,
            ReminderSent.step,
        ).where(ReminderSent.recipient_id.in_(people))
    ):
        found[row.recipient_id][Told._make(row[2:])] = row.message_id
    return found


def _terms(session: Session) -> dict[int, _Terms]:
    """Return what requirements say about reminders, by their key, where they say anything."""
    rows = session.execute(
        select(Requirement.id, Requirement.reminders, Organisation.path)
        .join(CharterVersion, CharterVersion.id == Requirement.charter_version_id)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .join(Organisation, Organisation.id == Charter.organisation_id)
    )
    found = {}
    for key, document, path in rows:
        reminders = Reminders(
            tuple(document["before"]), tuple(document["after"]), document["escalate"]
        )
        if reminders.before or reminders.after or reminders.escalate:
            found[key] = _Terms(reminders, path)
    return found


def _holders(session: Session, now: datetime) -> _Holders:
    """Return the managers and administrators who are employed today."""
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role, RoleGrant.organisation_id, Organisation.path)
        .join(Organisation, Organisation.id == RoleGrant.organisation_id)
        .where(RoleGrant.role.in_([Role.MANAGER, Role.ADMINISTRATOR]))
        .order_by(RoleGrant.person_id)
    ).all()
    here = set()
    for some in _chunks({row.person_id for row in rows}):
        here |= {each.person_id for each in employed(session, _these(some), now)}
    found = _Holders()
    held: dict[int, list[RoleHeld]] = {}
    for row in rows:
        if row.person_id in here:
            found.at.setdefault((row.role, row.path), []).append(row.person_id)
            held.setdefault(row.person_id, []).append(
                RoleHeld(Role(row.role), row.organisation_id, row.path)
            )
    found.scopes = {
        person: scope_of(roles, Permission.REPORT_NAMES) for person, roles in held.items()
    }
    return found


def _reminders(
    session: Session, root: str, terms: Mapping[int, _Terms], holders: _Holders, now: datetime
) -> Iterator[tuple[int | None, Reminder]]:
    """Yield each reminder that is current at or below `root`, with its reader, None for nobody."""
    standings = obligations_within(session, root, today=now)
    for standing in standings.people:
        person = standing.person
        for obligation in standing.obligations:
            known = terms.get(obligation.requirement.key)
            if known is None:
                continue
            cited = standings.cited[obligation.requirement.key]
            yield from _current(person, obligation, cited, known, holders)


def _current(
    person: Employed, obligation: Obligation, cited: Cited, known: _Terms, holders: _Holders
) -> Iterator[tuple[int | None, Reminder]]:
    """Yield the current reminders of one obligation: to the person, and to who answers for them."""
    state, due_on, today = obligation.state, obligation.due_on, person.today
    step = step_due(known.reminders, state=state, due_on=due_on, today=today)
    if step is not None:
        yield person.person_id, Reminder(step, person, obligation, cited)
    for who, word in escalations_due(known.reminders, state=state, due_on=due_on, today=today):
        reminder = Reminder(word, person, obligation, cited)
        if who == MANAGER:
            readers = holders.nearest(Role.MANAGER, person.unit_path, person)
        else:
            readers = holders.nearest(Role.ADMINISTRATOR, known.organisation_path, person)
        if not readers:
            yield None, reminder
        for reader in readers:
            yield reader, reminder


def _digests(
    session: Session, wanted: Mapping[int, Sequence[Reminder]], now: datetime
) -> Iterator[Digest]:
    """Yield the digest of each reader who has not been told of everything in it."""
    calendars: dict[str, WorkCalendar] = {}
    for some in _chunks(wanted):
        told = told_to(session, some)
        new = [
            reader
            for reader in some
            if any(each.told not in told[reader] for each in wanted[reader])
        ]
        obligations = [each.obligation for reader in new for each in wanted[reader]]
        courses = course_views(
            session, (slug for each in obligations for slug in each.asked.courses)
        )
        for recipient in _recipients(session, new, now):
            path = recipient.unit_path
            if path not in calendars:
                calendars[path] = calendar_at(session, path)
            arrives_at = arrival(now, recipient.time_zone, calendars[path])
            yield Digest(
                recipient=recipient,
                arrives_at=arrives_at,
                day=arrives_at.astimezone(ZoneInfo(recipient.time_zone)).date(),
                reminders=tuple(wanted[recipient.person_id]),
                courses=courses,
            )


def _recipients(session: Session, people: Collection[int], now: datetime) -> Iterator[Recipient]:
    """Yield how each of these people is met; nobody who is not employed today."""
    employer = aliased(Organisation)
    facts = {
        row.id: row
        for row in session.execute(
            select(
                Person.id,
                Person.email,
                Person.language,
                Person.time_zone,
                employer.default_language,
            )
            .join(employer, employer.id == Person.organisation_id)
            .where(Person.id.in_(people))
        )
    }
    for person in employed(session, _these(people), now):
        found = facts[person.person_id]
        spoken = (found.language, found.default_language)
        yield Recipient(
            person_id=person.person_id,
            public_id=person.public_id,
            name=person.name,
            address=found.email,
            languages=tuple(each for each in spoken if each),
            employer_names=person.employer_names,
            employer_language=found.default_language,
            time_zone=found.time_zone or person.time_zone,
            unit_path=person.unit_path,
        )


def _these(people: Collection[int]) -> People:
    return select(Person.id).where(Person.id.in_(people))


def _chunks(people: Iterable[int]) -> Iterator[list[int]]:
    """Yield the people in lots that a statement can name."""
    left = iter(people)
    while some := list(islice(left, CHUNK)):
        yield some
