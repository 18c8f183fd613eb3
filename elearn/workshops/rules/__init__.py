"""Pure decisions about workshops: what a plan must be, who has a place, when a code holds."""

from elearn.learning.rules import PROVIDERS
from elearn.workshops.rules.clocks import TimeAmbiguous, TimeSkipped, instant_of
from elearn.workshops.rules.codes import code_digest, code_matches, new_code
from elearn.workshops.rules.draft import KEYS, Plan, read_draft
from elearn.workshops.rules.letters import WHEN_OR_WHERE, News, leaves_at, moved_up, seated
from elearn.workshops.rules.moments import CODE_HOLDS, code_state, is_begun, is_over
from elearn.workshops.rules.seats import number_waiting, places_left
from elearn.workshops.rules.unfit import Unfit
from elearn.workshops.rules.ways import CodeState, Way

__all__ = [
    "CODE_HOLDS",
    "KEYS",
    "PROVIDERS",
    "WHEN_OR_WHERE",
    "CodeState",
    "News",
    "Plan",
    "TimeAmbiguous",
    "TimeSkipped",
    "Unfit",
    "Way",
    "code_digest",
    "code_matches",
    "code_state",
    "instant_of",
    "is_begun",
    "is_over",
    "leaves_at",
    "moved_up",
    "new_code",
    "number_waiting",
    "places_left",
    "read_draft",
    "seated",
]
