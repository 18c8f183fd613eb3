"""Audiences: the words a charter may use for whom it binds, and when a person is among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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
    organisation codes and reaches everything below them.
    """

    employment_type: frozenset[str] = frozenset()
    role_family: frozenset[str] = frozenset()
    body_kind: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    supervises_others: bool | None = None
    public_contact: bool | None = None

    def includes(self, spell: Spell) -> bool:
        """Say whether someone employed like this is among them."""
        return (
            (not self.employment_type or spell.employment_type in self.employment_type)
            and (not self.role_family or spell.role_family in self.role_family)
            and (not self.body_kind or bool(spell.body_kinds & self.body_kind))
            and (not self.unit or not self.unit.isdisjoint(spell.path.split("/")))
            and self.supervises_others in (None, spell.supervises_others)
            and self.public_contact in (None, spell.public_contact)
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
        return {**listed, **told}

    @classmethod
    def of(cls, document: Mapping[str, object]) -> "Audience":
        """Return the audience that `document()` wrote down."""
        return cls(
            **{
                name: frozenset(value) if isinstance(value, (list, tuple)) else value
                for name, value in document.items()
            },  # type: ignore[arg-type]  # the keys are those of document()
        )


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
