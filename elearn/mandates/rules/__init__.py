"""Who owes which training, by when, and which article says so: decisions without a database.

The source is the data model of local charters: audience, requirement, recurrence, first deadline,
exemptions, evidence, and the order in which a state is found.
"""

from elearn.identity.rules.calendar import EVERY_WEEK, WorkCalendar
from elearn.identity.rules.hours import arrival
from elearn.learning.rules import PROVIDERS
from elearn.mandates.rules.audience import (
    AUDIENCE_WORDS,
    Audience,
    Spell,
    Stretch,
    among,
    body_kinds,
    stretches,
)
from elearn.mandates.rules.calendar import Day, add_months, civil_day
from elearn.mandates.rules.charter import (
    FREQUENCIES,
    LEAST_CELL,
    LEGAL_STATUSES,
    MEMBER_KINDS,
    PROVENANCES,
    REPORT_AUDIENCES,
    REPORT_LEVELS,
    RESPONSIBLE,
    ArticleText,
    BodyDuty,
    CharterText,
    Reminders,
    ReportingText,
    RequirementText,
    TopicText,
    paragraph_of,
    paragraphs,
    stands_for,
)
from elearn.mandates.rules.difference import Difference, differences
from elearn.mandates.rules.disclosure import Detail, Disclosure, Reader
from elearn.mandates.rules.evidence import (
    ACCEPTED,
    ATTENDANCE,
    COMPLETION,
    KINDS,
    RECOGNITION,
    Asked,
    Evidence,
    Tally,
)
from elearn.mandates.rules.exemptions import (
    EFFECTS,
    REASONS,
    WAIVER_REASONS,
    Exemption,
    ExemptionRule,
    Granted,
    prorated,
)
from elearn.mandates.rules.levels import undercuts
from elearn.mandates.rules.members import may_join
from elearn.mandates.rules.obligation import CLOSED, MET, Obligation, PersonFacts, State, worst
from elearn.mandates.rules.obligations import Line, in_audience, lines, obligations_for, owed
from elearn.mandates.rules.projection import changes_on
from elearn.mandates.rules.proposal import (
    APPROVED,
    OPEN,
    PROPOSAL_STATES,
    WITHDRAWN,
    LineChange,
    line_changes,
)
from elearn.mandates.rules.reasons import Because, Reason, reasons
from elearn.mandates.rules.reminders import (
    MANAGER,
    OFFICE,
    escalations_due,
    step_due,
)
from elearn.mandates.rules.requirement import Requirement
from elearn.mandates.rules.schedule import (
    ANCHORS,
    RECURRENCES,
    TRIGGERS,
    Beginning,
    FirstDeadline,
    Period,
    Recurrence,
)
from elearn.mandates.rules.stacking import Together, overlapping, together

__all__ = [
    "ACCEPTED",
    "ANCHORS",
    "APPROVED",
    "ATTENDANCE",
    "AUDIENCE_WORDS",
    "CLOSED",
    "COMPLETION",
    "EFFECTS",
    "EVERY_WEEK",
    "FREQUENCIES",
    "KINDS",
    "LEAST_CELL",
    "LEGAL_STATUSES",
    "MANAGER",
    "MEMBER_KINDS",
    "MET",
    "OFFICE",
    "OPEN",
    "PROPOSAL_STATES",
    "PROVENANCES",
    "PROVIDERS",
    "REASONS",
    "RECOGNITION",
    "RECURRENCES",
    "REPORT_AUDIENCES",
    "REPORT_LEVELS",
    "RESPONSIBLE",
    "TRIGGERS",
    "WAIVER_REASONS",
    "WITHDRAWN",
    "ArticleText",
    "Asked",
    "Audience",
    "Because",
    "Beginning",
    "BodyDuty",
    "CharterText",
    "Day",
    "Detail",
    "Difference",
    "Disclosure",
    "Evidence",
    "Exemption",
    "ExemptionRule",
    "FirstDeadline",
    "Granted",
    "Line",
    "LineChange",
    "Obligation",
    "Period",
    "PersonFacts",
    "Reader",
    "Reason",
    "Recurrence",
    "Reminders",
    "ReportingText",
    "Requirement",
    "RequirementText",
    "Spell",
    "State",
    "Stretch",
    "Tally",
    "Together",
    "TopicText",
    "WorkCalendar",
    "add_months",
    "among",
    "arrival",
    "body_kinds",
    "changes_on",
    "civil_day",
    "differences",
    "escalations_due",
    "in_audience",
    "line_changes",
    "lines",
    "may_join",
    "obligations_for",
    "overlapping",
    "owed",
    "paragraph_of",
    "paragraphs",
    "prorated",
    "reasons",
    "stands_for",
    "step_due",
    "stretches",
    "together",
    "undercuts",
    "worst",
]
