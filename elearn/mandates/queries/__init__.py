"""Reads of charters, of what one person owes, and of what everybody in a scope owes."""

from elearn.mandates.queries.body_duties import (
    DUTY_STATES,
    BodyDutyView,
    body_duties_at,
    body_duties_of,
)
from elearn.mandates.queries.bound import (
    BoundCharter,
    LoadedCharter,
    charters_binding,
    charters_open_to,
)
from elearn.mandates.queries.charters import (
    ArticleNotFound,
    ArticleView,
    CharterNotFound,
    CharterView,
    charter_document,
    charter_view,
    charters_above,
    charters_loaded,
)
from elearn.mandates.queries.decisions import (
    Excused,
    Excusing,
    decider,
    excusing,
    exemptions_below,
)
from elearn.mandates.queries.disclosure import names_withheld, reader_at
from elearn.mandates.queries.feed import Feed, FeedNotFound, feed_at, feed_of
from elearn.mandates.queries.obligations import (
    Standing,
    Standings,
    obligations_of,
    obligations_within,
)
from elearn.mandates.queries.proposals import (
    Named,
    ProposalNotFound,
    ProposalRow,
    charters_at,
    named_within,
    proposal_at,
    proposal_named,
    proposals_at,
)
from elearn.mandates.queries.recognitions import (
    Recognised,
    Topic,
    age_limit,
    recognitions_below,
    topics_within,
)
from elearn.mandates.queries.reminders import Digest, Plan, Recipient, Reminder, reminder_plan
from elearn.mandates.queries.requirements import Cited
from elearn.mandates.queries.settings import (
    AccreditationRow,
    AdhesionRow,
    HeldCalendar,
    accreditations_of,
    adhesions_of,
    held_calendar,
)
from elearn.mandates.queries.standings import Counted, counted
from elearn.mandates.queries.views import CourseView, Missing, ObligationView

__all__ = [
    "DUTY_STATES",
    "AccreditationRow",
    "AdhesionRow",
    "ArticleNotFound",
    "ArticleView",
    "BodyDutyView",
    "BoundCharter",
    "CharterNotFound",
    "CharterView",
    "Cited",
    "Counted",
    "CourseView",
    "Digest",
    "Excused",
    "Excusing",
    "Feed",
    "FeedNotFound",
    "HeldCalendar",
    "LoadedCharter",
    "Missing",
    "Named",
    "ObligationView",
    "Plan",
    "ProposalNotFound",
    "ProposalRow",
    "Recipient",
    "Recognised",
    "Reminder",
    "Standing",
    "Standings",
    "Topic",
    "accreditations_of",
    "adhesions_of",
    "age_limit",
    "body_duties_at",
    "body_duties_of",
    "charter_document",
    "charter_view",
    "charters_above",
    "charters_at",
    "charters_binding",
    "charters_loaded",
    "charters_open_to",
    "counted",
    "decider",
    "excusing",
    "exemptions_below",
    "feed_at",
    "feed_of",
    "held_calendar",
    "named_within",
    "names_withheld",
    "obligations_of",
    "obligations_within",
    "proposal_at",
    "proposal_named",
    "proposals_at",
    "reader_at",
    "recognitions_below",
    "reminder_plan",
    "topics_within",
]
