"""Why an obligation is there, and why it stands as it does: the decision, step by step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from elearn.mandates.rules.evidence import RECOGNITION
from elearn.mandates.rules.exemptions import PAUSE
from elearn.mandates.rules.obligation import MET, Obligation, State


class Because(StrEnum):
    """One step of the decision, in the order of the data model of local charters, 2.2."""

    IN_FORCE = "in_force"
    """The charter, or this text of its article, binds since a day."""
    AMONG_THEM = "among_them"
    """The person has been among those it binds since a day."""
    TAKEN_OVER = "taken_over"
    """A newer text has taken over a period that an older one had opened."""
    FIRST_ASKED = "first_asked"
    """Somebody new is asked to be ready by a day."""
    DUE = "due"
    """The period is due on a day."""
    MOVED = "moved"
    """An exemption has moved the due day from one to another."""
    PRORATED = "prorated"
    """Fewer minutes are asked of somebody who is there for less of a year."""
    WAIVED = "waived"
    PAUSED = "paused"
    MINUTES_MISSING = "minutes_missing"
    LIVE_MISSING = "live_missing"
    SESSIONS_MISSING = "sessions_missing"
    COURSES_MISSING = "courses_missing"
    TOPICS_MISSING = "topics_missing"
    RECOGNISED = "recognised"
    """Training done elsewhere was found to count, and does here."""
    MET_IN_TIME = "met_in_time"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step, with the days and the numbers that counted in it."""

    because: Because
    days: Mapping[str, date] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    courses: tuple[str, ...] = ()
    """Slugs, where courses are missing: one part after the other."""
    topics: tuple[str, ...] = ()


def reasons(owed: Obligation) -> tuple[Reason, ...]:
    """Return why it is owed and why it stands as it does, in the order in which it was decided.

    The first steps answer "Why must I?", the last ones "Why is this status so?". What would meet it
    is what is missing.
    """
    return (*_why_owed(owed), *_why_so(owed))


def _why_owed(owed: Obligation) -> Iterator[Reason]:
    rule, beginning = owed.requirement, owed.beginning
    yield Reason(Because.IN_FORCE, {"since": rule.in_force_from})
    yield Reason(Because.AMONG_THEM, {"since": beginning.starts_on})
    if owed.period.starts_on < rule.in_force_from:
        yield Reason(Because.TAKEN_OVER, {"since": rule.in_force_from})
    asked = owed.period.first_deadline
    if asked is not None and asked < owed.period.due_on:
        yield Reason(Because.FIRST_ASKED, {"by": asked})
    yield Reason(Because.DUE, {"on": owed.period.due_on})
    if owed.due_on != owed.period.due_on:
        yield Reason(Because.MOVED, {"before": owed.period.due_on, "to": owed.due_on})
    if owed.is_prorated:
        yield Reason(
            Because.PRORATED,
            numbers={"minutes": owed.min_minutes, "usual": rule.asked.min_minutes},
        )


def _why_so(owed: Obligation) -> Iterator[Reason]:
    if RECOGNITION in owed.tally.sources:
        yield Reason(Because.RECOGNISED)
    if owed.state in MET and owed.satisfied_on is not None:
        late = owed.state == State.SATISFIED_LATE
        days = {"on": owed.satisfied_on, "grace": owed.grace_ends_on}
        yield Reason(Because.MET_LATE if late else Because.MET_IN_TIME, days)
        return
    if owed.exemption is not None:
        last = owed.exemption.exemption.ends_on
        if owed.waived:
            yield Reason(Because.WAIVED, {"until": last})
            return
        if owed.exemption.rule.effect == PAUSE:
            yield Reason(Because.PAUSED, {"until": last})
    yield from _missing(owed)


def _missing(owed: Obligation) -> Iterator[Reason]:
    asked, there = owed.asked, owed.tally
    done = frozenset(there.courses)
    courses = tuple(
        part.any_of[0] for part in asked.parts if done.isdisjoint(part.any_of) and part.any_of
    )
    if courses:
        yield Reason(Because.COURSES_MISSING, courses=courses)
    for because, wanted, found in (
        (Because.MINUTES_MISSING, owed.min_minutes, there.minutes),
        (Because.LIVE_MISSING, asked.live_minutes, there.live_minutes),
        (Because.SESSIONS_MISSING, asked.min_sessions, there.sessions),
    ):
        if found < wanted:
            yield Reason(because, numbers={"missing": wanted - found, "asked": wanted})
    topics = tuple(sorted(asked.topics - there.topics))
    if topics:
        yield Reason(Because.TOPICS_MISSING, topics=topics)
