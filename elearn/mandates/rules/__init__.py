"""Who owes which training, by when, and which article says so: decisions without a database.

The source is the data model of local charters: audience, requirement, recurrence, first deadline,
and the order in which a state is found. What that model asks beyond this (hours, live minutes,
exemptions, terms of office) is kept with a charter as notes and is not decided here.
"""

from elearn.mandates.rules.audience import (
    AUDIENCE_WORDS,
    Audience,
    Spell,
    Stretch,
    body_kinds,
    stretches,
)
from elearn.mandates.rules.calendar import Day, add_months, civil_day
from elearn.mandates.rules.charter import (
    LEGAL_STATUSES,
    PROVENANCES,
    ArticleText,
    CharterText,
    RequirementText,
    paragraph_of,
    paragraphs,
)
from elearn.mandates.rules.obligations import (
    MET,
    Done,
    Obligation,
    PersonFacts,
    Requirement,
    State,
    in_audience,
    obligations_for,
    worst,
)
from elearn.mandates.rules.schedule import (
    ANCHORS,
    KINDS,
    RECURRENCES,
    TRIGGERS,
    FirstDeadline,
    Period,
    Recurrence,
)

__all__ = [
    "ANCHORS",
    "AUDIENCE_WORDS",
    "KINDS",
    "LEGAL_STATUSES",
    "MET",
    "PROVENANCES",
    "RECURRENCES",
    "TRIGGERS",
    "ArticleText",
    "Audience",
    "CharterText",
    "Day",
    "Done",
    "FirstDeadline",
    "Obligation",
    "Period",
    "PersonFacts",
    "Recurrence",
    "Requirement",
    "RequirementText",
    "Spell",
    "State",
    "Stretch",
    "add_months",
    "body_kinds",
    "civil_day",
    "in_audience",
    "obligations_for",
    "paragraph_of",
    "paragraphs",
    "stretches",
    "worst",
]
