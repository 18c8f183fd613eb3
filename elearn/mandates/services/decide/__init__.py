"""Decisions about one person: excusing them, and recognising training done elsewhere."""

from elearn.mandates.services.decide.common import DatesUnfit, DecisionNotFound, Desk
from elearn.mandates.services.decide.exemptions import (
    ReasonUnknown,
    excuse,
    open_exemptions,
    revoke_exemption,
)
from elearn.mandates.services.decide.recognitions import (
    CourseUnknown,
    Elsewhere,
    TooOld,
    TopicUnknown,
    open_recognitions,
    recognise,
    revoke_recognition,
)

__all__ = [
    "CourseUnknown",
    "DatesUnfit",
    "DecisionNotFound",
    "Desk",
    "Elsewhere",
    "ReasonUnknown",
    "TooOld",
    "TopicUnknown",
    "excuse",
    "open_exemptions",
    "open_recognitions",
    "recognise",
    "revoke_exemption",
    "revoke_recognition",
]
