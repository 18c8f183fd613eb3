"""What can be done about charters and the duties that follow from them; nothing here commits."""

from elearn.mandates.services.comply import read_compliance
from elearn.mandates.services.decide import (
    Desk,
    Elsewhere,
    excuse,
    open_exemptions,
    open_recognitions,
    recognise,
    revoke_exemption,
    revoke_recognition,
)
from elearn.mandates.services.examine import Examined, Moved, examine, who_moves
from elearn.mandates.services.feed import end_feed, make_feed
from elearn.mandates.services.load import Loaded, check_charter, load_charter
from elearn.mandates.services.project import TooMany, rebuild, refresh
from elearn.mandates.services.propose import (
    approve,
    propose,
    revise,
    withdraw_proposal,
)
from elearn.mandates.services.remind import Words, remind
from elearn.mandates.services.settings import (
    accredit,
    adhere,
    record_body_duty,
    set_calendar,
    withdraw,
)

__all__ = [
    "Desk",
    "Elsewhere",
    "Examined",
    "Loaded",
    "Moved",
    "TooMany",
    "Words",
    "accredit",
    "adhere",
    "approve",
    "check_charter",
    "end_feed",
    "examine",
    "excuse",
    "load_charter",
    "make_feed",
    "open_exemptions",
    "open_recognitions",
    "propose",
    "read_compliance",
    "rebuild",
    "recognise",
    "record_body_duty",
    "refresh",
    "remind",
    "revise",
    "revoke_exemption",
    "revoke_recognition",
    "set_calendar",
    "who_moves",
    "withdraw",
    "withdraw_proposal",
]
