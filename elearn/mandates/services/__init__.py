"""What can be done about charters and the duties that follow from them; nothing here commits."""

from elearn.mandates.services.load import Loaded, check_charter, load_charter
from elearn.mandates.services.remind import Words, remind

__all__ = ["Loaded", "Words", "check_charter", "load_charter", "remind"]
