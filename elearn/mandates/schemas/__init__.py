"""Duties, exemptions, recognitions and proposals as JSON."""

from elearn.mandates.schemas.exemptions import GrantedIdSchema, GrantedListSchema, GrantSchema
from elearn.mandates.schemas.feed import CalendarAddressSchema
from elearn.mandates.schemas.obligations import (
    AskedSchema,
    ComplianceAskedSchema,
    ComplianceSchema,
    ObligationsSchema,
)
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

__all__ = [
    "ApprovedSchema",
    "AskedSchema",
    "CalendarAddressSchema",
    "ComplianceAskedSchema",
    "ComplianceSchema",
    "GrantSchema",
    "GrantedIdSchema",
    "GrantedListSchema",
    "ObligationsSchema",
    "ProposalListSchema",
    "ProposalSchema",
    "ProposeSchema",
    "RecognisedIdSchema",
    "RecognisedListSchema",
    "RecognitionSchema",
    "RevisionSchema",
    "TextSchema",
]
