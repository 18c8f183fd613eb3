"""The tables of charters, of what is decided under them, and of what duties hang on."""

from elearn.identity.models import CalendarRecord
from elearn.mandates.models.charter import Article, Charter, CharterVersion, Requirement
from elearn.mandates.models.decision import ExemptionGrant, Recognition
from elearn.mandates.models.feed import CalendarFeed
from elearn.mandates.models.projection import (
    ProjectedObligation,
    ProjectedPerson,
    ProjectionMark,
    ReadFact,
    StandingCount,
)
from elearn.mandates.models.proposal import CharterProposal
from elearn.mandates.models.reminder import ReminderSent
from elearn.mandates.models.setting import (
    Accreditation,
    Adhesion,
    BodyDutyRecord,
)

__all__ = [
    "Accreditation",
    "Adhesion",
    "Article",
    "BodyDutyRecord",
    "CalendarFeed",
    "CalendarRecord",
    "Charter",
    "CharterProposal",
    "CharterVersion",
    "ExemptionGrant",
    "ProjectedObligation",
    "ProjectedPerson",
    "ProjectionMark",
    "ReadFact",
    "Recognition",
    "ReminderSent",
    "Requirement",
    "StandingCount",
]
