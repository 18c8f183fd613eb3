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

    count: int
    """How many they are."""
    parts: tuple[Part, ...]
    minutes: int
    live_minutes: int
    topics: frozenset[str]
    done: frozenset[str]
    minutes_done: int
    """All but the most that is missing for any one of them."""
    live_minutes_done: int


def overlapping(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return the obligations still to be met that one training serves; none where none overlap.

    They are the one that asks for most minutes, if any does, and those that it shares minutes,
    courses or topics with. They come by due date, and so does what is returned. Of one requirement
    only the earliest period counts: what serves one period serves no other.
    """
    found: dict[tuple[str, str, str], Obligation] = {}
    for each in obligations:
        rule = each.requirement
        if each.state not in CLOSED:
            found.setdefault((rule.charter, rule.code, rule.path), each)
    most = max(found.values(), key=_minutes, default=None)
    if most is None or not _minutes(most):
        return ()
    served = tuple(each for each in found.values() if each is most or _share(each, most))
    return served if len(served) > 1 else ()


def together(obligations: Iterable[Obligation]) -> Together:
    """Return what the obligations that are still to be met ask for in all."""
    found = [each for each in obligations if each.state not in CLOSED]
    parts = tuple(dict.fromkeys(part for each in found for part in each.asked.parts))
    minutes = max(map(_minutes, found), default=0)
    live_minutes = max((each.asked.live_minutes for each in found), default=0)
    return Together(
        count=len(found),
        parts=parts,
        minutes=minutes,
        live_minutes=live_minutes,
        topics=frozenset().union(*(each.asked.topics for each in found)),
        done=frozenset(slug for each in found for slug in each.done),
        minutes_done=minutes - max((_minutes(each) - _there(each) for each in found), default=0),
        live_minutes_done=live_minutes
        - max((each.asked.live_minutes - each.tally.live_minutes for each in found), default=0),
    )


def _minutes(obligation: Obligation) -> int:
    """Return the minutes that are asked for; where only live ones are, these."""
    return max(obligation.min_minutes, obligation.asked.live_minutes)


def _there(obligation: Obligation) -> int:
    return max(obligation.tally.minutes, obligation.tally.live_minutes)


def _share(one: Obligation, most: Obligation) -> bool:
    """Say whether training can serve both, and there is something that both ask for."""
    mine, theirs = one.asked, most.asked
    if mine.providers and theirs.providers and mine.providers.isdisjoint(theirs.providers):
        return False
    return (
        bool(_minutes(one))
        or not set(mine.courses).isdisjoint(theirs.courses)
        or not mine.topics.isdisjoint(theirs.topics)
    )
