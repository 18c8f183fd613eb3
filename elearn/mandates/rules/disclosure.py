"""How finely a reader may be told how people stand with a requirement (pure).

The source is the reporting rule of the data model of local charters: an audience, a level, and no
cell below a least number. Its rules of care add that elected officials have no supervisor to be
reported to; so names go where the charter sends them, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from elearn.mandates.rules.charter import REPORT_AUDIENCES, ReportingText


class Reader(StrEnum):
    """In what capacity somebody reads about the people of a place."""

    KEEPER = "keeper"
    """Keeps the record: excuses, recognises, reminds. An administrator, and the command line."""
    SUPERVISOR = "supervisor"
    """Leads a unit."""
    HEAD_OF_BODY = "head_of_body"
    """Leads a whole body: a municipality, a corporation, a federation."""
    COUNCIL = "council"
    """Examines without names: an auditor."""
    PUBLIC = "public"


class Detail(IntEnum):
    """How finely somebody is told; more holds less."""

    NOTHING = 0
    NUMBERS = 1
    """Counts, none of them below the least cell of the requirement."""
    NAMES = 2


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a requirement says of reports, and whether its reminders tell the manager by name."""

    reporting: ReportingText
    manager_told: bool

    def to(self, reader: Reader) -> Detail:
        """Return how finely the reader may be told.

        Who keeps the record sees it, and the council sees numbers of all of it. The public sees
        numbers where the audience is the public. Those who lead see names where the level is
        `named` and the audience reaches as far as they, or where the charter has them told by name
        when somebody is late; else numbers, unless the audience is the learner alone.
        """
        if reader is Reader.KEEPER:
            return Detail.NAMES
        if reader is Reader.COUNCIL:
            return Detail.NUMBERS
        if reader is Reader.PUBLIC:
            return Detail.NUMBERS if self.reporting.audience == "public" else Detail.NOTHING
        reached = _place(reader) <= _place(self.reporting.audience)
        if self.manager_told or (reached and self.reporting.level == "named"):
            return Detail.NAMES
        return Detail.NOTHING if self.reporting.audience == "learner" else Detail.NUMBERS


def _place(audience: str) -> int:
    """Return how far an audience reaches: each holds those before it."""
    return REPORT_AUDIENCES.index(audience)
