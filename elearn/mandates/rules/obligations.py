"""Obligations: what one person owes on one day, and the state of each (invariants 1, 6 and 9)."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from elearn.mandates.rules.audience import among, stretches
from elearn.mandates.rules.evidence import (
    Evidence,
)
from elearn.mandates.rules.line import PersonalLine
from elearn.mandates.rules.obligation import Obligation, PersonFacts
from elearn.mandates.rules.requirement import Requirement


def in_audience(person: PersonFacts, requirement: Requirement, today: date) -> bool:
    """Say whether the person is bound by the requirement today."""
    spells = among(person.spells, requirement.audience, requirement.path)
    return any(stretch.covers(today) for stretch in stretches(spells))


def obligations_for(
    person: PersonFacts,
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    today: date,
) -> tuple[Obligation, ...]:
    """Return what the person owes or has met, as known on `today`, by due date.

    The order of evaluation is that of the data model of local charters, 2.2: first whether the
    person is in the audience today (if not, nothing), then period and due date, then exemptions,
    then the evidence. A fact is used for one period only, the earliest one that is still open on
    that day, so a late one mends what was missed and a repeat opens nothing anew; the same fact may
    meet several requirements. When a charter changes, a period that has begun keeps the old rule
    unless the new text says otherwise.
    """
    return owed(person, lines(requirements), evidence, today)


Line = tuple[Requirement, ...]
"""One requirement through the versions of its charter, the earliest first."""


def lines(requirements: Iterable[Requirement]) -> tuple[Line, ...]:
    """Return the requirements by line; for many people this is worth doing once."""
    ordered = sorted(
        requirements,
        key=lambda rule: (rule.charter, rule.code, rule.path, rule.version, rule.in_force_from),
    )
    return tuple(
        tuple(versions)
        for _, versions in groupby(ordered, key=lambda rule: (rule.charter, rule.code, rule.path))
    )


def owed(
    person: PersonFacts, lines: Iterable[Line], evidence: Iterable[Evidence], today: date
) -> tuple[Obligation, ...]:
    """Return what `obligations_for` does, for lines that are made already."""
    known = sorted(
        (each for each in evidence if each.on <= today), key=lambda each: (each.on, each.key)
    )
    found: list[Obligation] = []
    for versions in lines:
        found.extend(PersonalLine(person, versions, known, today).obligations())
    found.sort(key=lambda each: (each.due_on, each.requirement.charter, each.requirement.code))
    return tuple(found)
