"""What can be done about charters and the duties that follow from them; nothing here commits."""

from elearn.mandates.services.load import Loaded, check_charter, load_charter
from elearn.mandates.services.project import rebuild, refresh

__all__ = ["Loaded", "check_charter", "load_charter", "rebuild", "refresh"]
