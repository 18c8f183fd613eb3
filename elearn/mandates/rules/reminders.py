"""When somebody is reminded of an obligation, and who else hears of it.

A step is a word: `before:30`, `on:0`, `after:7` for the person, `manager:7` and `office:30` for
those who answer for them. Each is sent once for a due day.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from elearn.mandates.rules.charter import Reminders
from elearn.mandates.rules.obligation import State

ON_THE_DAY = "on:0"
REMINDED = frozenset({State.DUE, State.IN_GRACE, State.OVERDUE})
"""What can be asked of somebody today; nobody hears of the rest."""
MANAGER, OFFICE = "manager", "office"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One reminder of one due day: the civil day on which it is sent, and its word."""

    on: date
    word: str


def steps_of(reminders: Reminders, due_on: date) -> tuple[Step, ...]:
    """Return the steps at which a person is reminded, the earliest first.

    Wherever a charter reminds or escalates at all, the due day itself has a step: nobody's manager
    hears of a duty before its owner does.
    """
    if not (reminders.before or reminders.after or reminders.escalate):
        return ()
    found = {Step(due_on, ON_THE_DAY)}
    found |= {Step(due_on - timedelta(days), f"before:{days}") for days in reminders.before if days}
    found |= {Step(due_on + timedelta(days), f"after:{days}") for days in reminders.after if days}
    return tuple(sorted(found))


def step_due(
    reminders: Reminders, *, state: State, due_on: date, today: date, sent: Collection[str] = ()
) -> str | None:
    """Return the step of which the person is reminded today, or None.

    It is the latest step that has been reached. If its day was missed, it is sent today: before the
    due day a step of before, after it one of after; the one of the due day is for that day alone.
    Earlier ones that were missed as well are not made good, so nobody ever gets a burst.
    """
    if state not in REMINDED:
        return None
    reached = [step for step in steps_of(reminders, due_on) if step.on <= today]
    if not reached or reached[-1].word in sent:
        return None
    if reached[-1].word == ON_THE_DAY and today != due_on:
        return None
    return reached[-1].word


def escalations_due(
    reminders: Reminders, *, state: State, due_on: date, today: date
) -> Iterator[tuple[str, str]]:
    """Yield (who, step) for those who are told today that somebody is so many days past due."""
    if state not in REMINDED:
        return
    for who, days in (reminders.escalate or {}).items():
        if today > due_on and today >= due_on + timedelta(days):
            yield who, f"{who}:{days}"
