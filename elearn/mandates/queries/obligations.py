"""What one person owes, and what everybody at or below a path owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.mandates.queries.facts import Employed, completed, employed, one, working_below
from elearn.mandates.queries.requirements import Cited, ancestors, binding, bound_at
from elearn.mandates.queries.views import ObligationView, course_views, view
from elearn.mandates.rules import Day, Obligation, obligations_for


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


def obligations_of(session: Session, person_id: int, *, today: Day) -> list[ObligationView]:
    """Return what the person owes or has met, by due date; nothing for who is not employed today.

    `today` is a civil day, or an aware instant that falls on the day it is at the person's place
    of work. Five statements at most, whatever the charters.
    """
    people = one(person_id)
    person = next(employed(session, people, today), None)
    if person is None:
        return []
    paths = sorted({path for spell in person.facts.spells for path in ancestors(spell.path)})
    bound = binding(session, Organisation.path.in_(paths))
    if not bound.requirements:
        return []
    done = completed(session, people, {person_id: person.time_zone}).get(person_id, [])
    found = obligations_for(person.facts, bound.requirements, done, person.today)
    courses = course_views(session, (slug for each in found for slug in each.requirement.courses))
    return [view(obligation, bound, person, courses) for obligation in found]


def obligations_within(session: Session, scope_path: str, *, today: Day) -> Standings:
    """Return everybody who works at or below `scope_path` today with what they owe or have met.

    Four statements for any number of people. Who is bound by nothing is there, with no obligations.
    """
    people = working_below(scope_path, today)
    found = list(employed(session, people, today, scope_path))
    bound = binding(session, bound_at(scope_path))
    done = completed(session, people, {each.person_id: each.time_zone for each in found})
    return Standings(
        tuple(
            Standing(
                person,
                obligations_for(
                    person.facts, bound.requirements, done.get(person.person_id, ()), person.today
                ),
            )
            for person in found
        ),
        bound.cited,
    )
