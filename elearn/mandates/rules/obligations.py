"""Obligations: what one person owes on one day, and the state of each (invariants 1, 6 and 9)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from elearn.mandates.rules.audience import Audience, Spell, Stretch, stretches
from elearn.mandates.rules.schedule import (
    Beginning,
    FirstDeadline,
    Period,
    Recurrence,
    first_period,
    following_period,
)


class State(StrEnum):
    """Where an obligation stands, in the words of the data model of local charters, 2.2.

    Whoever is not in the audience has no obligation at all; excused states come with exemptions.
    """

    UPCOMING = "upcoming"
    DUE = "due"
    IN_GRACE = "in_grace"
    OVERDUE = "overdue"
    SATISFIED = "satisfied"
    SATISFIED_LATE = "satisfied_late"


MET = frozenset({State.SATISFIED, State.SATISFIED_LATE})


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement in a dated version of a charter, ready to be decided on.

    `path` is the path of the organisation whose charter it is: it binds whoever works below, so the
    charter of a federation binds the municipalities that lie in it. `until` is the first day on
    which no period of this version may start any more (a later version, or the end of the charter).
    """

    charter: str
    version: int
    article: str
    code: str
    path: str
    in_force_from: date
    audience: Audience
    courses: tuple[str, ...]
    recurrence: Recurrence
    deadline: FirstDeadline
    grace_days: int = 0
    kind: str = "course"
    until: date | None = None
    key: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A completed course, on a civil day of the organisation's time zone."""

    course: str
    on: date


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person: every employment spell, past ones too."""

    spells: tuple[Spell, ...]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One requirement in one period for one person.

    `opens_on`, `due_on` and `grace_ends_on` are civil days that last until they end in the
    organisation's time zone. `done` are the courses of it that are already completed.
    """

    requirement: Requirement
    period: Period
    state: State
    due_on: date
    grace_ends_on: date
    satisfied_on: date | None
    done: tuple[str, ...]

    @property
    def opens_on(self) -> date:
        """The day on which it opens."""
        return self.period.opens_on


def in_audience(person: PersonFacts, requirement: Requirement, today: date) -> bool:
    """Say whether the person is bound by the requirement today."""
    return any(stretch.covers(today) for stretch in stretches(_matching(person, requirement)))


def obligations_for(
    person: PersonFacts,
    requirements: Iterable[Requirement],
    completions: Iterable[Done],
    today: date,
) -> tuple[Obligation, ...]:
    """Return what the person owes or has met, as known on `today`, by due date.

    The order of evaluation is that of the data model of local charters, 2.2: first whether the
    person is in the audience today (if not, nothing), then period and due date, then the evidence.
    A completion is used for one period only, the earliest one that is still open on that day, so a
    late one mends what was missed and a repeat opens nothing anew; the same completion may meet
    several requirements. When a charter changes, a period that has begun keeps the old rule.
    """
    known = sorted((done for done in completions if done.on <= today), key=lambda done: done.on)
    found: list[Obligation] = []
    lines = sorted(requirements, key=lambda rule: (rule.charter, rule.code, rule.version))
    for _, versions in groupby(lines, key=lambda rule: (rule.charter, rule.code)):
        found.extend(_line(person, tuple(versions), known, today))
    return tuple(sorted(found, key=lambda o: (o.due_on, o.requirement.charter, o.requirement.code)))


def worst(obligations: Iterable[Obligation]) -> State | None:
    """Return the one state that says most: overdue, in grace, due, else met; None if none is open.

    What is only upcoming does not count: nothing can be asked of the person yet.
    """
    states = {obligation.state for obligation in obligations}
    order = (State.OVERDUE, State.IN_GRACE, State.DUE, State.SATISFIED_LATE, State.SATISFIED)
    return next((state for state in order if state in states), None)


def _matching(person: PersonFacts, rule: Requirement) -> Iterator[Spell]:
    return (
        spell
        for spell in person.spells
        if spell.path.startswith(rule.path) and rule.audience.includes(spell)
    )


def _stretch(spells: Iterable[Spell], today: date) -> Stretch | None:
    return next((stretch for stretch in stretches(spells) if stretch.covers(today)), None)


def _line(
    person: PersonFacts,
    versions: Sequence[Requirement],
    known: Sequence[Done],
    today: date,
) -> Iterator[Obligation]:
    """Yield the periods of one requirement through the versions of its charter."""
    used: set[int] = set()
    last: tuple[Requirement, Beginning, Obligation] | None = None
    for rule in versions:
        beginning = _beginning(person, rule, today)
        if beginning is None:
            continue
        if last is None:
            period: Period | None = first_period(rule.recurrence, rule.deadline, beginning)
        else:
            _, _, before = last
            period = following_period(
                rule.recurrence,
                before.period,
                beginning,
                before.satisfied_on,
            )
        while period is not None and period.starts_on <= today:
            if rule.until is not None and period.starts_on >= rule.until:
                break
            if last is not None and period.starts_on < rule.in_force_from:
                # The old version had no turn here (owed once, say): go on to the first of ours.
                period = following_period(rule.recurrence, period, beginning, None)
                continue
            obligation = _decide(rule, period, known, used, today)
            yield obligation
            last = (rule, beginning, obligation)
            period = following_period(
                rule.recurrence,
                period,
                beginning,
                obligation.satisfied_on,
            )


def _beginning(person: PersonFacts, rule: Requirement, today: date) -> Beginning | None:
    """Return the dates the first period hangs on, or None for someone who is not bound today."""
    if today < rule.in_force_from:
        return None
    stretch = _stretch(_matching(person, rule), today)
    if stretch is None or (rule.until is not None and stretch.starts_on >= rule.until):
        return None
    employed = _stretch(
        (spell for spell in person.spells if spell.path.startswith(rule.path)),
        today,
    )
    hired_on = employed.starts_on if employed else stretch.starts_on
    return Beginning(stretch.starts_on, hired_on, rule.in_force_from)


def _decide(
    rule: Requirement,
    period: Period,
    known: Sequence[Done],
    used: set[int],
    today: date,
) -> Obligation:
    """Set the completions that count against what is asked, and name the state."""
    evidence: dict[str, int] = {}
    for index, done in enumerate(known):
        if index not in used and done.on >= period.evidence_from and done.course in rule.courses:
            evidence.setdefault(done.course, index)
    if rule.kind == "course_any_of" and evidence:
        evidence = dict([min(evidence.items(), key=lambda item: item[1])])
    used.update(evidence.values())
    whole = bool(evidence) and (rule.kind == "course_any_of" or len(evidence) == len(rule.courses))
    satisfied_on = max(known[index].on for index in evidence.values()) if whole else None
    grace_ends = period.due_on + timedelta(days=rule.grace_days)
    return Obligation(
        requirement=rule,
        period=period,
        state=_state(period, grace_ends, satisfied_on, today),
        due_on=period.due_on,
        grace_ends_on=grace_ends,
        satisfied_on=satisfied_on,
        done=tuple(course for course in rule.courses if course in evidence),
    )


def _state(period: Period, grace_ends: date, satisfied_on: date | None, today: date) -> State:
    """Name the state: a day belongs to the person until it ends; satisfied wins over all."""
    if satisfied_on is not None:
        return State.SATISFIED if satisfied_on <= grace_ends else State.SATISFIED_LATE
    if today < period.opens_on:
        return State.UPCOMING
    if today <= period.due_on:
        return State.DUE
    return State.IN_GRACE if today <= grace_ends else State.OVERDUE
