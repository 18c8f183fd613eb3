"""What one person owes, and what everybody at or below a path owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.rules import ancestors
from elearn.mandates.queries.facts import Employed, employed, one, working_below
from elearn.mandates.queries.happened import NOTHING, Happened, happened
from elearn.mandates.queries.requirements import Binding, Cited, binding, bound_at
from elearn.mandates.queries.views import ObligationView, course_views, view
from elearn.mandates.rules import (
    Day,
    Detail,
    Obligation,
    PersonFacts,
    Reader,
    obligations_for,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A person at their place of work, with what they owe or have met."""

    person: Employed
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Standings:
    """Everybody at or below a path, and the words behind each requirement, by its key."""

    people: tuple[Standing, ...]
    cited: Mapping[int, Cited]

    def told(self, reader: Reader, least: Detail) -> Standings:
        """Return the same people with those duties alone that the reader may be told of."""
        may = {key for key, each in self.cited.items() if each.disclosure.to(reader) >= least}
        return Standings(
            tuple(
                replace(
                    each,
                    obligations=tuple(
                        duty for duty in each.obligations if duty.requirement.key in may
                    ),
                )
                for each in self.people
            ),
            {key: each for key, each in self.cited.items() if key in may},
        )


def obligations_of(
    session: Session, person_id: int, *, today: Day, known_at: datetime | None = None
) -> list[ObligationView]:
    """Return what the person owes or has met, by due date; nothing for who is not employed today.

    `today` is a civil day, or an aware instant that falls on the day it is at the person's place
    of work. `known_at` asks for what was known at that instant, and not for what is known now.
    Five statements, and few more where charters ask for calendars, pass marks or accreditation.
    """
    people = one(person_id)
    person = next(employed(session, people, today, known_at=known_at), None)
    if person is None:
        return []
    paths = sorted({path for spell in person.spells for path in ancestors(spell.path)})
    bound = binding(session, Organisation.path.in_(paths), known_at=known_at)
    if not bound.requirements:
        return []
    done = happened(
        session,
        people,
        zones={person_id: person.time_zone},
        requirements=bound.requirements,
        topics=bound.topics,
        known_at=known_at,
    )
    found = _owed(person, bound, done.get(person_id, NOTHING))
    courses = course_views(session, (slug for each in found for slug in each.requirement.courses))
    return [view(obligation, bound, person, courses) for obligation in found]


def obligations_within(
    session: Session, scope_path: str, *, today: Day, known_at: datetime | None = None
) -> Standings:
    """Return everybody who works at or below `scope_path` today with what they owe or have met.

    `today` and `known_at` as for one person. Who is bound by nothing is there, with no obligations.
    The same number of statements for any number of people.
    """
    people = working_below(scope_path, today, known_at=known_at)
    found = list(employed(session, people, today, scope_path, known_at=known_at))
    bound = binding(session, bound_at(scope_path), known_at=known_at)
    done = happened(
        session,
        people,
        zones={each.person_id: each.time_zone for each in found},
        requirements=bound.requirements,
        topics=bound.topics,
        known_at=known_at,
    )
    return Standings(
        tuple(
            Standing(person, _owed(person, bound, done.get(person.person_id, NOTHING)))
            for person in found
        ),
        bound.cited,
    )


def _owed(person: Employed, bound: Binding, done: Happened) -> tuple[Obligation, ...]:
    """Return what a person owes under the requirements that bind at some place."""
    facts = PersonFacts(person.spells, tuple(done.exemptions))
    return obligations_for(facts, bound.requirements, done.evidence, person.today)
