"""An obligation: one requirement in one period for one person, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from elearn.mandates.rules.audience import Spell
from elearn.mandates.rules.evidence import (
    Asked,
    Tally,
)
from elearn.mandates.rules.exemptions import (
    Exemption,
    Granted,
)
from elearn.mandates.rules.requirement import Requirement
from elearn.mandates.rules.schedule import Beginning, Period


class State(StrEnum):
    """Where an obligation stands, in the words of the data model of local charters, 2.2.

    Whoever is not in the audience has no obligation at all. `waived` is that model's `exempt`, in
    cmi5's word; `upcoming` its `not_yet_due`.
    """

    UPCOMING = "upcoming"
    DUE = "due"
    IN_GRACE = "in_grace"
    OVERDUE = "overdue"
    PAUSED = "paused"
    WAIVED = "waived"
    SATISFIED = "satisfied"
    SATISFIED_LATE = "satisfied_late"


MET = frozenset({State.SATISFIED, State.SATISFIED_LATE})
CLOSED = MET | {State.WAIVED}
WORST_FIRST = (
    State.OVERDUE,
    State.IN_GRACE,
    State.DUE,
    State.PAUSED,
    State.SATISFIED_LATE,
    State.SATISFIED,
    State.WAIVED,
)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person: every employment spell, past ones too, and every exemption."""

    spells: tuple[Spell, ...]
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """One requirement in one period for one person.

    `opens_on`, `due_on` and `grace_ends_on` are civil days that last until they end in the
    organisation's time zone; `due_on` is the day after pauses and deferrals. `asked` and
    `min_minutes` are what is asked in this period, after proration. `exemption` is the one that
    waives it or pauses it today.
    """

    requirement: Requirement
    beginning: Beginning
    period: Period
    state: State
    due_on: date
    grace_ends_on: date
    satisfied_on: date | None
    asked: Asked
    min_minutes: int
    tally: Tally = field(default_factory=Tally)
    exemption: Granted | None = None
    waived: bool = False

    @property
    def opens_on(self) -> date:
        """The day on which it opens."""
        return self.period.opens_on

    @property
    def done(self) -> tuple[str, ...]:
        """The courses of it that are completed already."""
        return self.tally.courses

    @property
    def is_prorated(self) -> bool:
        """Whether less is asked than the article says, because the person is there for less."""
        return self.min_minutes < self.requirement.asked.min_minutes


def worst(obligations: Iterable[Obligation]) -> State | None:
    """Return the one state that says most: overdue, in grace, due, else met; None if none is open.

    What is only upcoming does not count: nothing can be asked of the person yet.
    """
    states = {obligation.state for obligation in obligations}
    return next((state for state in WORST_FIRST if state in states), None)
