"""Charters, duties, decisions, proposals and what places record, as JSON."""

from elearn.mandates.schemas.charters import (
    CharterAskedSchema,
    CharterListSchema,
    ChartersAskedSchema,
    CharterSchema,
)
from elearn.mandates.schemas.exemptions import GrantedIdSchema, GrantedListSchema, GrantSchema
from elearn.mandates.schemas.feed import CalendarAddressSchema
from elearn.mandates.schemas.obligations import (
    AskedSchema,
    ComplianceAskedSchema,
    ComplianceSchema,
    ObligationsSchema,
)
from elearn.mandates.schemas.pages import PageSchema
from elearn.mandates.schemas.proposals import (
    ApprovedSchema,
    ProposalListSchema,
    ProposalSchema,
    ProposeSchema,
    RevisionSchema,
    TextSchema,
)
from elearn.mandates.schemas.recognitions import (
    RecognisedIdSchema,
    RecognisedListSchema,
    RecognitionSchema,
)
from elearn.mandates.schemas.settings import (
    AccreditationListSchema,
    AccreditationSchema,
    AccreditSchema,
    AdhesionListSchema,
    AdhesionSchema,
    BodyDutyDoneSchema,
    BodyDutyListSchema,
    BodyDutySchema,
    DutiesAskedSchema,
    HeldCalendarSchema,
    JoinSchema,
    LeaveSchema,
    SetCalendarSchema,
)

__all__ = [
    "AccreditSchema",
    "AccreditationListSchema",
    "AccreditationSchema",
    "AdhesionListSchema",
    "AdhesionSchema",
    "ApprovedSchema",
    "AskedSchema",
    "BodyDutyDoneSchema",
    "BodyDutyListSchema",
    "BodyDutySchema",
    "CalendarAddressSchema",
    "CharterAskedSchema",
    "CharterListSchema",
    "CharterSchema",
    "ChartersAskedSchema",
    "ComplianceAskedSchema",
    "ComplianceSchema",
    "DutiesAskedSchema",
    "GrantSchema",
    "GrantedIdSchema",
    "GrantedListSchema",
    "HeldCalendarSchema",
    "JoinSchema",
    "LeaveSchema",
    "ObligationsSchema",
    "PageSchema",
    "ProposalListSchema",
    "ProposalSchema",
    "ProposeSchema",
    "RecognisedIdSchema",
    "RecognisedListSchema",
    "RecognitionSchema",
    "RevisionSchema",
    "SetCalendarSchema",
    "TextSchema",
]
