"""One entry of a file of organisations, as it is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """What a file says of one organisation; what it leaves out comes from the parent."""

    line: int
    code: str
    kind: str
    names: Mapping[str, str]
    parent: str | None = None
    default_language: str | None = None
    time_zone: str | None = None
    body_kind: str | None = None

    def facts(self, inherited: Mapping[str, str]) -> dict[str, Any]:
        """Return the facts to keep; language and time zone are the parent's where none is said."""
        return {
            "kind": self.kind,
            "names": dict(self.names),
            "default_language": self.default_language or inherited.get("default_language", "en"),
            "time_zone": self.time_zone or inherited.get("time_zone", "UTC"),
            "body_kind": self.body_kind,
        }
