"""What a set of people owe, as rows of the projection would hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import true
from sqlalchemy.orm import Session

from elearn.identity.rules import ancestors
from elearn.mandates.queries.facts import Employed, People, employed
from elearn.mandates.queries.happened import NOTHING, happened
from elearn.mandates.queries.requirements import Binding, binding
from elearn.mandates.rules import Line, Obligation, PersonFacts, changes_on, lines, owed


@dataclass(frozen=True, slots=True)
class Duties:
    """Every requirement that is on record, by the place whose people it binds."""

    bound: Binding
    by_path: dict[str, tuple[Line, ...]]

    def at(self, person: Employed) -> tuple[Line, ...]:
        """Return the lines that may bind somebody who has worked where this person has."""
        paths = {path for spell in person.spells for path in ancestors(spell.path)}
        return tuple(line for path in sorted(paths) for line in self.by_path.get(path, ()))


@dataclass(frozen=True, slots=True)
class Computed:
    """What a person owes on a civil day, and until when that holds."""

    person: Employed
    obligations: tuple[Obligation, ...]
    changes_on: date | None

    @property
    def changes_at(self) -> datetime | None:
        """When that day begins at the person's place of work."""
        if self.changes_on is None:
            return None
        return datetime.combine(self.changes_on, time(), ZoneInfo(self.person.time_zone))


def duties(session: Session) -> Duties:
    """Return every requirement there is. Three statements at most."""
    bound = binding(session, true())
    by_path: dict[str, list[Line]] = {}
    for line in lines(bound.requirements):
        by_path.setdefault(line[0].path, []).append(line)
    return Duties(bound, {path: tuple(found) for path, found in by_path.items()})


def computed(
    session: Session, people: People, duties: Duties, *, now: datetime
) -> Iterator[Computed]:
    """Yield what each of `people` owes who works somewhere today, by the facts as they are now.

    The same number of statements for any number of people.
    """
    found = list(employed(session, people, now))
    done = happened(
        session,
        people,
        zones={each.person_id: each.time_zone for each in found},
        requirements=duties.bound.requirements,
        topics=duties.bound.topics,
    )
    for person in found:
        mine = done.get(person.person_id, NOTHING)
        facts = PersonFacts(person.spells, tuple(mine.exemptions))
        applying = duties.at(person)
        obligations = owed(facts, applying, mine.evidence, person.today)
        yield Computed(
            person,
            obligations,
            changes_on(facts, applying, mine.evidence, obligations, person.today),
        )
