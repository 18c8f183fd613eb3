"""A requirement in a dated version of a charter, ready to be decided on."""

from dataclasses import dataclass
from datetime import date

from elearn.identity.rules.calendar import EVERY_WEEK, WorkCalendar
from elearn.mandates.rules.audience import Audience
from elearn.mandates.rules.evidence import Asked
from elearn.mandates.rules.exemptions import ExemptionRule
from elearn.mandates.rules.schedule import FirstDeadline, Recurrence


@dataclass(frozen=True, slots=True)
class Requirement:
    """Whom an article binds, to what and by when: the data model of local charters, Obligation.

    `path` is the path of the organisation it binds with everybody below: the one whose charter it
    is, or a member that has joined it. `in_force_from` is then the day on which it joined. `until`
    is the first day on which no period of this version may start any more (a later version, the end
    of the charter, or a member that has left). `amends_open` says that this version takes over
    periods that an earlier one has opened and that are not met yet.
    """

    charter: str
    version: int
    article: str
    code: str
    path: str
    in_force_from: date
    audience: Audience
    asked: Asked
    recurrence: Recurrence
    deadline: FirstDeadline
    grace_days: int = 0
    exemptions: tuple[ExemptionRule, ...] = ()
    amends_open: bool = False
    until: date | None = None
    key: int = 0
    calendar: WorkCalendar = EVERY_WEEK

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses that can count."""
        return self.asked.courses
