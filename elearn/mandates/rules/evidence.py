"""What is asked, and what counts for it: courses, minutes, live minutes, topics, sessions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from elearn.catalogue.rules.programmes import Part

KINDS = ("course", "course_any_of", "programme", "hours", "course_and_hours", "session_count")

COMPLETION, ATTENDANCE, RECOGNITION = "completion", "attendance_sheet", "certificate"
ACCEPTED = (ATTENDANCE, RECOGNITION)
"""What a charter may accept beside a course completed on this platform, which always counts."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something a person did that may count: a fact with a civil day.

    `source` is COMPLETION, ATTENDANCE or RECOGNITION; `key` names the fact. `courses` are those it
    counts for. `minutes` include the `live_minutes`. `score` is a share of 1, None where there is
    none. `accredited` lists the charters for which the provider or the course is accredited.
    """

    key: str
    source: str
    on: date
    courses: frozenset[str] = frozenset()
    minutes: int = 0
    live_minutes: int = 0
    provider: str = "platform_self_paced"
    topics: frozenset[str] = frozenset()
    score: float | None = None
    accredited: frozenset[str] = frozenset()
    valid_until: date | None = None
    """The last day on which it still counts for a period that begins; None for ever."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a requirement asks for: the data model of local charters, entity Requirement.

    `parts` are the steps, each met by any one of its courses: one part for each course of
    `course`, a single part for `course_any_of`, the parts of the path for `programme`.
    """

    kind: str = "course"
    parts: tuple[Part, ...] = ()
    min_minutes: int = 0
    live_minutes: int = 0
    """The least minutes together with others, at a place or over a link."""
    min_sessions: int = 0
    topics: frozenset[str] = frozenset()
    pass_mark: float | None = None
    providers: frozenset[str] = frozenset()
    """Whose training counts; empty for anybody's."""
    accepted: frozenset[str] = frozenset(ACCEPTED)
    accreditation: bool = False
    max_age_days: int = 0
    """How many days ago training elsewhere may have been completed when it is recognised; 0 for
    any number."""
    courses: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Every course that can count, in the order of the parts."""

    def __post_init__(self) -> None:
        """Name the courses once: they are asked for with every fact of every person."""
        listed = dict.fromkeys(slug for part in self.parts for slug in part.any_of)
        object.__setattr__(self, "courses", tuple(listed))

    def counts(self, evidence: Evidence, charter: str) -> bool:
        """Say whether the fact may count at all: its source, its provider, its score."""
        return (
            (evidence.source == COMPLETION or evidence.source in self.accepted)
            and (not self.providers or evidence.provider in self.providers)
            and (not self.accreditation or charter in evidence.accredited)
            and (
                self.pass_mark is None or evidence.score is None or evidence.score >= self.pass_mark
            )
        )

    def document(self) -> dict[str, Any]:
        """Return what is given as plain data, for storage and hashing."""
        found: dict[str, Any] = {"kind": self.kind}
        if self.parts:
            found["parts"] = [
                {"any_of": list(part.any_of), "least": part.least} for part in self.parts
            ]
        for name in (
            "min_minutes",
            "live_minutes",
            "min_sessions",
            "pass_mark",
            "accreditation",
            "max_age_days",
        ):
            if getattr(self, name):
                found[name] = getattr(self, name)
        for name in ("topics", "providers"):
            if getattr(self, name):
                found[name] = sorted(getattr(self, name))
        if self.accepted != frozenset(ACCEPTED):
            found["accepted"] = sorted(self.accepted)
        return found

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Asked":
        """Return what `document()` wrote down."""
        found = dict(document)
        found["parts"] = tuple(
            Part(tuple(part["any_of"]), part["least"]) for part in document.get("parts", ())
        )
        for name in ("topics", "providers", "accepted"):
            if name in found:
                found[name] = frozenset(found[name])
        return cls(**found)


@dataclass(slots=True)
class Portion:
    """What is left of a fact after earlier periods took their share of it."""

    evidence: Evidence
    courses: frozenset[str]
    minutes: int
    live_minutes: int
    session: bool

    @classmethod
    def of(cls, evidence: Evidence) -> "Portion":
        """Return a fact of which nothing is taken yet."""
        return cls(
            evidence,
            evidence.courses,
            evidence.minutes,
            evidence.live_minutes,
            evidence.source == ATTENDANCE,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not (self.courses or self.minutes or self.live_minutes or self.session)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a person is with what is asked in one period."""

    met_on: date | None = None
    courses: tuple[str, ...] = ()
    """Those completed that count, in the order of the parts."""
    parts_met: int = 0
    minutes: int = 0
    """Never more than is asked."""
    live_minutes: int = 0
    sessions: int = 0
    topics: frozenset[str] = frozenset()
    evidence: tuple[str, ...] = ()
    """The keys of the facts that count, by day."""
    sources: frozenset[str] = frozenset()
    """Where those facts come from: a course completed here, attendance, a certificate of others."""
    surplus: int = 0
    """Minutes beyond what is asked, before the next period begins."""


@dataclass(slots=True)
class _Count:
    """The running sum over the facts of a period, in the order of their days."""

    asked: Asked
    min_minutes: int
    minutes: int
    courses: dict[str, float | None] = field(default_factory=dict)
    live_minutes: int = 0
    sessions: int = 0
    topics: set[str] = field(default_factory=set)

    def add(self, portion: Portion) -> None:
        """Add a fact; the minutes of a course that is completed again count once."""
        evidence = portion.evidence
        if evidence.source != COMPLETION or not evidence.courses <= self.courses.keys():
            self.minutes += portion.minutes
            self.live_minutes += portion.live_minutes
        for slug in portion.courses:
            self.courses[slug] = max(self.courses.get(slug) or 0, evidence.score or 0)
        self.sessions += portion.session
        self.topics |= evidence.topics

    def parts_met(self) -> int:
        return sum(self._meets(part) for part in self.asked.parts)

    def _meets(self, part: Part) -> bool:
        return any(
            slug in self.courses and (self.courses[slug] or 0) >= (part.least or 0)
            for slug in part.any_of
        )

    def is_met(self) -> bool:
        asked = self.asked
        return (
            self.minutes >= self.min_minutes
            and self.live_minutes >= asked.live_minutes
            and self.sessions >= asked.min_sessions
            and asked.topics <= self.topics
            and self.parts_met() == len(asked.parts)
        )


def tally(
    asked: Asked,
    portions: Sequence[Portion],
    *,
    min_minutes: int,
    carried: int = 0,
    before: date = date.max,
) -> Tally:
    """Return how far the facts bring a person, and take from each portion what they use up.

    `portions` come in the order of their days; `min_minutes` is what is asked in this period;
    `carried` are minutes brought over from the one before. The facts are used up to the day on
    which everything asked is there; what is not needed stays for the next period. `before` is the
    day from which facts belong to the next period, so that they give this one no surplus.
    """
    count = _Count(asked, min_minutes, carried)
    wanted = [portion for portion in portions if _wanted(asked, portion)]
    used: list[Portion] = []
    met = False
    while not met and len(used) < len(wanted):
        used.append(wanted[len(used)])
        count.add(used[-1])
        met = count.is_met()
    spare = count.minutes - min_minutes if met else 0
    found = Tally(
        met_on=used[-1].evidence.on if met else None,
        courses=tuple(slug for slug in asked.courses if slug in count.courses),
        parts_met=count.parts_met(),
        minutes=min(count.minutes, min_minutes),
        live_minutes=min(count.live_minutes, asked.live_minutes),
        sessions=min(count.sessions, asked.min_sessions),
        topics=frozenset(count.topics & asked.topics),
        evidence=tuple(portion.evidence.key for portion in used),
        sources=frozenset(portion.evidence.source for portion in used),
        surplus=_surplus(count, used[-1], wanted[len(used) :], before) if met else 0,
    )
    for portion in used:
        portion.courses, portion.session = frozenset(), False
        portion.minutes = portion.live_minutes = 0
    if used and met:
        used[-1].minutes = min(spare, used[-1].evidence.minutes)
    return found


def _surplus(count: _Count, last: Portion, rest: Sequence[Portion], before: date) -> int:
    """Return the minutes beyond what is asked that were learnt before the day `before`."""
    if last.evidence.on >= before:
        return 0
    for portion in rest:
        if portion.evidence.on < before:
            count.add(portion)
    return count.minutes - count.min_minutes


def _wanted(asked: Asked, portion: Portion) -> bool:
    """Say whether a fact can bring anything that is asked for."""
    return (
        not portion.courses.isdisjoint(asked.courses)
        or bool(portion.minutes and (asked.min_minutes or asked.live_minutes))
        or bool(portion.session and asked.min_sessions)
        or not asked.topics.isdisjoint(portion.evidence.topics)
    )


def usable(
    asked: Asked, charter: str, portions: Iterable[Portion], *, since: date, starts_on: date
) -> list[Portion]:
    """Return what is left of the facts that may count for a period that starts on `starts_on`."""
    return [
        portion
        for portion in portions
        if portion.evidence.on >= since
        and not portion.is_empty
        and (portion.evidence.valid_until is None or portion.evidence.valid_until >= starts_on)
        and asked.counts(portion.evidence, charter)
    ]


def short_form(asked: Asked) -> Asked:
    """Return what is asked of those who stay a short time: the minutes without the whole course."""
    return replace(asked, parts=())
