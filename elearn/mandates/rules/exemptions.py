"""Exemptions: what a recorded reason does to a duty, and for how long."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from elearn.mandates.rules.calendar import DAY

REASONS = (
    "parental_leave",
    "long_sick_leave",
    "service_abroad",
    "military_or_civil_service",
    "short_contract",
    "recognised_equivalent",
    "accessibility_pending",
    "other",
)
"""The reason codes of the data model of local charters, entity ExemptionRule."""

PAUSE, DEFER, WAIVE, PRORATE = EFFECTS = ("pause", "defer", "waive", "prorate")
WAIVER_REASONS = ("Tested Out", "Equivalent AU", "Equivalent Outside Activity", "Administrative")
"""Why something is waived, in the words of cmi5 (specification, section 9.5.5.2, "reason")."""

MONTH_DAYS, YEAR_MONTHS, STEP_MINUTES = 31, 12, 5


@dataclass(frozen=True, slots=True)
class ExemptionRule:
    """What a charter lets a reason do: the data model of local charters, entity ExemptionRule.

    `max_days` caps a pause or a deferral, and for `short_contract` it is the longest contract that
    counts as short. `short_form` says that whoever is prorated need not complete the whole course.
    """

    reason: str
    effect: str
    max_days: int | None = None
    approver: str = "administrator"
    evidence: str | None = None
    sensitive: bool = False
    short_form: bool = False

    def document(self) -> dict[str, Any]:
        """Return it as plain data for storage."""
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "ExemptionRule":
        """Return the rule that `document()` wrote down."""
        return cls(**document)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A decision about one person: from its first day to its last, which it always has.

    `charter` and `requirement` say what it is for; without them it is for whatever the person owes
    whose charter knows the reason.
    """

    key: str
    reason: str
    starts_on: date
    ends_on: date
    charter: str | None = None
    requirement: str | None = None

    def is_for(self, charter: str, requirement: str) -> bool:
        """Say whether it is for this requirement."""
        return self.charter in (None, charter) and self.requirement in (None, requirement)

    def covers(self, day: date) -> bool:
        """Say whether `day` lies in it."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Granted:
    """An exemption beside the rule by which it has an effect."""

    exemption: Exemption
    rule: ExemptionRule


def granted(
    rules: Sequence[ExemptionRule],
    exemptions: Iterable[Exemption],
    charter: str,
    requirement: str,
) -> tuple[Granted, ...]:
    """Return the exemptions that have an effect on the requirement, the earliest first.

    A reason that the charter does not know has none.
    """
    known = {rule.reason: rule for rule in rules}
    return tuple(
        Granted(each, known[each.reason])
        for each in sorted(exemptions, key=lambda each: (each.starts_on, each.key))
        if each.reason in known and each.is_for(charter, requirement)
    )


def waived_by(found: Sequence[Granted], due_on: date) -> Granted | None:
    """Return the waiver that covers the due day, if there is one."""
    return next(
        (each for each in found if each.rule.effect == WAIVE and each.exemption.covers(due_on)),
        None,
    )


def paused_on(found: Sequence[Granted], day: date) -> Granted | None:
    """Return the pause that runs on the day, if there is one."""
    return next(
        (
            each
            for each in found
            if each.rule.effect == PAUSE and _pause(each)[0] <= day <= _pause(each)[1]
        ),
        None,
    )


def moved(due_on: date, found: Sequence[Granted], starts_on: date) -> date:
    """Return the due day after pauses and deferrals; `starts_on` is the first day of the period.

    A pause moves it by its days between the first day of the period and the due day as it moves: a
    day that two pauses share moves it once. A deferral moves it to the deferral's last day.
    """
    pauses = [_pause(each) for each in found if each.rule.effect == PAUSE]
    day, paused = starts_on, due_on
    if pauses:
        paused = _after_pauses(due_on, pauses, day)
    for each in found:
        if each.rule.effect == DEFER and each.exemption.covers(due_on):
            last = each.exemption.ends_on
            if each.rule.max_days is not None:
                last = min(last, due_on + timedelta(days=each.rule.max_days))
            paused = max(paused, last)
    return paused


def _after_pauses(due_on: date, pauses: Iterable[tuple[date, date]], starts_on: date) -> date:
    """Move the due day by every paused day that lies before it, as it moves."""
    reached = starts_on - DAY
    for first, last in sorted(pauses):
        since = max(first, reached + DAY)
        if since > due_on:
            break
        if last >= since:
            due_on += last - since + DAY
            reached = last
    return due_on


def _pause(each: Granted) -> tuple[date, date]:
    """Return the first and the last day of a pause, no longer than its rule allows."""
    first, last = each.exemption.starts_on, each.exemption.ends_on
    if each.rule.max_days is not None:
        last = min(last, first + timedelta(days=each.rule.max_days - 1))
    return first, last


def prorated(minutes: int, days: int) -> int:
    """Return the share of `minutes` for `days` of a year, rounded up to five minutes.

    The data model of local charters, 2.2, step 3: by months employed. A month is every begun
    stretch of 31 days, so that a contract of n calendar months never counts as more than n.
    """
    months = min(YEAR_MONTHS, -(-days // MONTH_DAYS))
    return -(-minutes * months // (YEAR_MONTHS * STEP_MINUTES)) * STEP_MINUTES
