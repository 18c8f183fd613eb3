"""Audiences: the words a charter may use for whom it binds, and when a person is among them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

AUDIENCE_WORDS: Mapping[str, tuple[str, ...]] = {
    "employment_type": (
        "permanent",
        "fixed_term",
        "part_time",
        "intern",
        "volunteer",
        "contractor",
    ),
    "role_family": (
        "front_desk",
        "police_enforcement",
        "social_services",
        "education",
        "health",
        "planning",
        "finance",
        "management",
        "political",
    ),
    "body_kind": (
        "administration",
        "council",
        "owned_corporation",
        "entrusted_institution",
        "adhering_municipality",
    ),
}
"""The closed vocabularies of the data model of local charters, entity Audience."""

ADHERING = "adhering_municipality"
ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Spell:
    """One stretch of employment as an audience sees it; `ends_on` is its last day, or open."""

    starts_on: date
    ends_on: date | None
    path: str
    body_kinds: frozenset[str]
    employment_type: str | None = None
    role_family: str | None = None
    supervises_others: bool = False
    public_contact: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days without a gap, from `starts_on` to `ends_on` (its last day, or open)."""

    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        """Say whether `day` lies in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a requirement binds: every field that is given must hold, an absent one binds all.

    The include fields of the data model of local charters, entity Audience. `unit` names
    organisation codes and reaches everything below them. `hired_before` and `hired_after` are days
    on which the present employment must not have begun yet, or not any more. Whoever `exclude`
    describes is not among them.
    """

    employment_type: frozenset[str] = frozenset()
    role_family: frozenset[str] = frozenset()
    body_kind: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    supervises_others: bool | None = None
    public_contact: bool | None = None
    hired_before: date | None = None
    hired_after: date | None = None
    exclude: "Audience | None" = None

    def includes(self, spell: Spell, hired_on: date | None = None) -> bool:
        """Say whether someone employed like this is among them.

        `hired_on` is the first day of the employment without a gap to which the spell belongs, the
        spell's own first day unless given.
        """
        hired = hired_on or spell.starts_on
        return (
            (not self.employment_type or spell.employment_type in self.employment_type)
            and (not self.role_family or spell.role_family in self.role_family)
            and (not self.body_kind or bool(spell.body_kinds & self.body_kind))
            and (not self.unit or not self.unit.isdisjoint(spell.path.split("/")))
            and self.supervises_others in (None, spell.supervises_others)
            and self.public_contact in (None, spell.public_contact)
            and (self.hired_before is None or hired < self.hired_before)
            and (self.hired_after is None or hired > self.hired_after)
            and (self.exclude is None or not self.exclude.includes(spell, hired))
        )

    @property
    def asks_for_hire(self) -> bool:
        """Whether it matters when somebody was hired."""
        return bool(
            self.hired_before
            or self.hired_after
            or (self.exclude is not None and self.exclude.asks_for_hire)
        )

    def document(self) -> dict[str, object]:
        """Return the given fields as plain data, in a fixed order, for storage and hashing."""
        listed = {
            name: sorted(getattr(self, name))
            for name in ("employment_type", "role_family", "body_kind", "unit")
            if getattr(self, name)
        }
        told = {
            name: getattr(self, name)
            for name in ("supervises_others", "public_contact")
            if getattr(self, name) is not None
        }
        dated = {
            name: getattr(self, name).isoformat()
            for name in ("hired_before", "hired_after")
            if getattr(self, name) is not None
        }
        left_out = {"exclude": self.exclude.document()} if self.exclude else {}
        return {**listed, **told, **dated, **left_out}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Audience":
        """Return the audience that `document()` wrote down."""
        return cls(**{name: _value(name, value) for name, value in document.items()})


def _value(name: str, value: Any) -> Any:
    """Return what a field of `Audience.document` stands for."""
    if name == "exclude":
        return Audience.of(value)
    if name in {"hired_before", "hired_after"}:
        return date.fromisoformat(value)
    return frozenset(value) if isinstance(value, (list, tuple)) else value


def body_kinds(path: str, kinds: Mapping[str, str | None]) -> frozenset[str]:
    """Return what kinds of body the unit at `path` belongs to; `kinds` gives them by path.

    A unit has the kind of the nearest organisation above it (itself included) that states one, and
    is part of the administration when none does. That a municipality has adhered to a federation is
    a standing of all that lies in it, whatever the kind of the bodies inside.
    """
    parts = path.strip("/").split("/")
    stated = [kinds.get("/" + "/".join(parts[:depth]) + "/") for depth in range(len(parts), 0, -1)]
    own = next((kind for kind in stated if kind and kind != ADHERING), ADMINISTRATION)
    return frozenset({own, ADHERING}) if ADHERING in stated else frozenset({own})


def stretches(spells: Iterable[Spell]) -> tuple[Stretch, ...]:
    """Join spells that touch or overlap into stretches without a gap, the earliest first."""
    joined: list[Stretch] = []
    for spell in sorted(spells, key=lambda spell: spell.starts_on):
        last = joined[-1] if joined else None
        if last is None or (
            last.ends_on is not None and spell.starts_on > last.ends_on + timedelta(days=1)
        ):
            joined.append(Stretch(spell.starts_on, spell.ends_on))
            continue
        ends = (
            None
            if last.ends_on is None or spell.ends_on is None
            else max(last.ends_on, spell.ends_on)
        )
        joined[-1] = Stretch(last.starts_on, ends)
    return tuple(joined)


def among(spells: Iterable[Spell], audience: Audience, path: str) -> Iterator[Spell]:
    """Return the spells at or below `path` during which somebody was in the audience."""
    here = [spell for spell in spells if spell.path.startswith(path)]
    if not audience.asks_for_hire:
        return (spell for spell in here if audience.includes(spell))
    employed = stretches(here)
    return (
        spell
        for spell in here
        if audience.includes(
            spell, next(each.starts_on for each in employed if each.covers(spell.starts_on))
        )
    )
