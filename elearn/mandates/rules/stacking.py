"""Several duties at once: what somebody has to do in all, when each asks for its share.

The rule of the data model of local charters, example B: minutes of the same course count once, the
largest requirement wins, every topic stays. One fact serves every requirement that accepts it, so
the sum is never more than the largest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.catalogue.rules.programmes import Part
from elearn.mandates.rules.obligation import CLOSED, Obligation


@dataclass(frozen=True, slots=True)
class Together:
    """What several obligations ask for in all, and what of it is there."""

    parts: tuple[Part, ...]
    minutes: int
    live_minutes: int
    topics: frozenset[str]
    done: frozenset[str]
    minutes_done: int
    live_minutes_done: int


def together(obligations: Iterable[Obligation]) -> Together:
    """Return what the obligations that are still to be met ask for in all."""
    found = [each for each in obligations if each.state not in CLOSED]
    parts = tuple(dict.fromkeys(part for each in found for part in each.asked.parts))
    return Together(
        parts=parts,
        minutes=max((each.min_minutes for each in found), default=0),
        live_minutes=max((each.asked.live_minutes for each in found), default=0),
        topics=frozenset().union(*(each.asked.topics for each in found)),
        done=frozenset(slug for each in found for slug in each.done),
        minutes_done=max((each.tally.minutes for each in found), default=0),
        live_minutes_done=max((each.tally.live_minutes for each in found), default=0),
    )
