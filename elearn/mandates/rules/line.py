"""How one requirement turns out for one person, period after period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from elearn.mandates.rules.audience import Spell, Stretch, among, stretches
from elearn.mandates.rules.calendar import DAY
from elearn.mandates.rules.evidence import (
    Asked,
    Evidence,
    Portion,
    short_form,
    tally,
    usable,
)
from elearn.mandates.rules.exemptions import (
    PRORATE,
    Granted,
    granted,
    moved,
    paused_on,
    prorated,
    waived_by,
)
from elearn.mandates.rules.obligation import Obligation, PersonFacts, State
from elearn.mandates.rules.requirement import Requirement
from elearn.mandates.rules.schedule import Beginning, Period, first_period, following_period

SHORT_CONTRACT = "short_contract"


@dataclass(slots=True)
class PersonalLine:
    """One requirement through the versions of its charter, for one person on one day.

    `versions` come the earliest first; `known` is the evidence up to the day, in its order.
    """

    person: PersonFacts
    versions: Sequence[Requirement]
    known: Sequence[Evidence]
    today: date
    portions: list[Portion] = field(init=False)
    employed: Stretch | None = None

    def __post_init__(self) -> None:
        """Take every fact whole."""
        self.portions = [Portion.of(each) for each in self.known]

    def obligations(self) -> Iterator[Obligation]:
        """Yield the periods one after the other, the earliest first."""
        last: Obligation | None = None
        for rule in self.versions:
            beginning = self._beginning(rule)
            if beginning is None:
                continue
            if last is None:
                period: Period | None = first_period(rule.recurrence, rule.deadline, beginning)
            else:
                period = self._after(rule, beginning, last.period, last.satisfied_on)
            while period is not None and period.starts_on <= self.today:
                if rule.until is not None and period.starts_on >= rule.until:
                    break
                if last is not None and period.starts_on < rule.in_force_from:
                    # The old version had no turn here (owed once, say): on to the first of ours.
                    period = self._after(rule, beginning, period, None)
                    continue
                last = self._in_period(rule, beginning, period, last)
                yield last
                period = self._after(rule, beginning, period, last.satisfied_on)

    @staticmethod
    def _after(
        rule: Requirement, beginning: Beginning, period: Period, satisfied_on: date | None
    ) -> Period | None:
        return following_period(rule.recurrence, rule.deadline, period, beginning, satisfied_on)

    def _beginning(self, rule: Requirement) -> Beginning | None:
        """Return the dates the first period hangs on, or None for someone not bound today."""
        if self.today < rule.in_force_from:
            return None
        stretch = _stretch(among(self.person.spells, rule.audience, rule.path), self.today)
        if stretch is None or (rule.until is not None and stretch.starts_on >= rule.until):
            return None
        self.employed = _stretch(
            (spell for spell in self.person.spells if spell.path.startswith(rule.path)), self.today
        )
        hired_on = self.employed.starts_on if self.employed else stretch.starts_on
        return Beginning(stretch.starts_on, hired_on, rule.in_force_from, rule.calendar)

    def _in_period(
        self, rule: Requirement, beginning: Beginning, period: Period, last: Obligation | None
    ) -> Obligation:
        """Return what is owed in a period, by the version it opened under or one that amends it."""
        carried = 0
        if last is not None:
            carried = min(last.tally.surplus, last.requirement.recurrence.carry_over_minutes)
        later = next(
            (
                each
                for each in self.versions
                if each.amends_open
                and period.starts_on < each.in_force_from <= self.today
                and each.in_force_from > rule.in_force_from
            ),
            None,
        )
        if later is not None and (bound := self._beginning(later)) is not None:
            before = [
                Portion(p.evidence, p.courses, p.minutes, p.live_minutes, p.session)
                for p in self.portions
            ]
            old = self._decide(rule, beginning, period, carried)
            following = self._after(rule, beginning, period, None)
            over = following is not None and following.starts_on <= later.in_force_from
            if over or (old.satisfied_on or date.max) < later.in_force_from:
                return old
            self.portions = before
            return self._decide(later, bound, period, carried)
        return self._decide(rule, beginning, period, carried)

    def _decide(
        self, rule: Requirement, beginning: Beginning, period: Period, carried: int
    ) -> Obligation:
        """Set what is known against what is asked, and name the state."""
        exempted = (
            granted(rule.exemptions, self.person.exemptions, rule.charter, rule.code)
            if self.person.exemptions and rule.exemptions
            else ()
        )
        asked, minutes = self._asked(rule, period, exempted)
        due_on = moved(period.due_on, exempted, period.starts_on) if exempted else period.due_on
        grace_ends = due_on + timedelta(days=rule.grace_days)
        following = (
            self._after(rule, beginning, period, None)
            if rule.recurrence.carry_over_minutes
            else None
        )
        counted = tally(
            asked,
            usable(
                asked,
                rule.charter,
                self.portions,
                since=period.evidence_from,
                starts_on=period.starts_on,
            ),
            min_minutes=minutes,
            carried=carried,
            before=following.starts_on if following else date.min,
        )
        waiver = waived_by(exempted, period.due_on) or waived_by(exempted, due_on)
        pause = paused_on(exempted, self.today)
        return Obligation(
            requirement=rule,
            beginning=beginning,
            period=period,
            state=self._state(
                period, due_on, grace_ends, counted.met_on, waived=bool(waiver), paused=bool(pause)
            ),
            due_on=due_on,
            grace_ends_on=grace_ends,
            satisfied_on=counted.met_on,
            asked=asked,
            min_minutes=minutes,
            tally=counted,
            exemption=waiver or pause,
            waived=waiver is not None,
        )

    def _asked(
        self, rule: Requirement, period: Period, exempted: Sequence[Granted]
    ) -> tuple[Asked, int]:
        """Return what is asked, and how many minutes, of somebody who is there for so long."""
        asked, minutes = rule.asked, rule.asked.min_minutes
        for known in rule.exemptions:
            if known.effect != PRORATE:
                continue
            days = self._days(period, exempted, known.reason, known.max_days)
            if days is None:
                continue
            minutes = min(minutes, prorated(rule.asked.min_minutes, days))
            if known.short_form:
                asked = short_form(asked)
        return asked, minutes

    def _days(
        self, period: Period, exempted: Sequence[Granted], reason: str, most: int | None
    ) -> int | None:
        """Return for how many days of a year somebody is there, None where nothing shortens it.

        A short contract is read off the employment itself; other reasons need a decision.
        """
        if reason == SHORT_CONTRACT:
            employed = self.employed
            if employed is None or employed.ends_on is None or most is None:
                return None
            length = (employed.ends_on - employed.starts_on).days + 1
            return length if length <= most else None
        first = period.evidence_from if period.evidence_from > date.min else period.starts_on
        last = max(period.due_on, period.starts_on)
        away = sum(
            max(
                0,
                (min(last, each.exemption.ends_on) - max(first, each.exemption.starts_on)).days + 1,
            )
            for each in exempted
            if each.rule.effect == PRORATE and each.exemption.reason == reason
        )
        return max(0, (last - first + DAY).days - away) if away else None

    def _state(  # noqa: PLR0913  # the dates of a period, in their order
        self,
        period: Period,
        due_on: date,
        grace_ends: date,
        satisfied_on: date | None,
        *,
        waived: bool,
        paused: bool,
    ) -> State:
        """Name the state: a day belongs to the person until it ends; satisfied wins over all."""
        if satisfied_on is not None:
            return State.SATISFIED if satisfied_on <= grace_ends else State.SATISFIED_LATE
        if waived:
            return State.WAIVED
        if paused:
            return State.PAUSED
        if self.today < period.opens_on:
            return State.UPCOMING
        if self.today <= due_on:
            return State.DUE
        return State.IN_GRACE if self.today <= grace_ends else State.OVERDUE


def _stretch(spells: Iterable[Spell], today: date) -> Stretch | None:
    return next((stretch for stretch in stretches(spells) if stretch.covers(today)), None)
