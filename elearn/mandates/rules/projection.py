"""Until when an answer holds: the first day on which it may be another without any new fact."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from elearn.mandates.rules.calendar import DAY
from elearn.mandates.rules.evidence import Evidence
from elearn.mandates.rules.obligation import Obligation, PersonFacts
from elearn.mandates.rules.obligations import Line
from elearn.mandates.rules.schedule import following_period


def changes_on(
    person: PersonFacts,
    lines: Iterable[Line],
    evidence: Iterable[Evidence],
    obligations: Sequence[Obligation],
    today: date,
) -> date | None:
    """Return the first day after `today` on which what a person owes may be different, or None.

    The facts change nothing between two such days, so what was worked out for `today` holds until
    then. Days that turn out to change nothing are harmless.
    """
    return min(
        (day for day in _days(person, lines, evidence, obligations) if day > today), default=None
    )


def _days(
    person: PersonFacts,
    lines: Iterable[Line],
    evidence: Iterable[Evidence],
    obligations: Sequence[Obligation],
) -> Iterator[date]:
    """Yield every day on which something begins, or is over for the first time."""
    for spell in person.spells:
        yield spell.starts_on
        if spell.ends_on is not None:
            yield spell.ends_on + DAY
    longest = {
        rule.max_days
        for versions in lines
        for each in versions
        for rule in each.exemptions
        if rule.max_days is not None
    }
    for exemption in person.exemptions:
        yield exemption.starts_on
        yield exemption.ends_on + DAY
        yield from (exemption.starts_on + timedelta(days=days) for days in longest)
    for versions in lines:
        for each in versions:
            yield each.in_force_from
            if each.until is not None:
                yield each.until
    yield from (each.on for each in evidence)
    for obligation in obligations:
        yield obligation.opens_on
        yield obligation.due_on + DAY
        yield obligation.grace_ends_on + DAY
        rule = obligation.requirement
        following = following_period(
            rule.recurrence,
            rule.deadline,
            obligation.period,
            obligation.beginning,
            obligation.satisfied_on,
        )
        if following is not None:
            yield following.starts_on
