"""What a course can be about: human rights, targets of the 2030 Agenda, instruments."""

from __future__ import annotations

from dataclasses import dataclass

RIGHTS = (
    "assembly",
    "association",
    "child-rights",
    "culture",
    "disability-rights",
    "education",
    "environment",
    "equality",
    "expression",
    "fair-procedure",
    "food",
    "freedom-from-torture",
    "health",
    "housing",
    "information",
    "minority-rights",
    "participation",
    "privacy",
    "remedy",
    "social-security",
    "water-sanitation",
    "womens-rights",
    "work",
)
"""The rights that city staff touch most often (ICCPR arts. 2, 7, 14, 17, 19, 21, 22, 25-27; ICESCR
arts. 6-15; CEDAW; CRC; CRPD; General Assembly resolutions 64/292 and 76/300)."""


@dataclass(frozen=True, slots=True)
class Topics:
    """What a course is about, by the keys of the vocabulary, of the Agenda and of its sources."""

    rights: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return (kind, key) of every topic."""
        return (
            *(("right", each) for each in self.rights),
            *(("sdg", each) for each in self.sdg),
            *(("instrument", each) for each in self.instruments),
        )
