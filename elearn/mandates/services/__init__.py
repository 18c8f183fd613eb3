"""What can be done about charters and the duties that follow from them; nothing here commits."""

from elearn.mandates.services.load import Loaded, check_charter, load_charter

__all__ = ["Loaded", "check_charter", "load_charter"]
