"""The API of mandates: duties, their calendar, exemptions, recognitions and proposals."""

from elearn.mandates.api import exemptions, feed, obligations, proposals, recognitions
from elearn.mandates.api.blueprint import blueprint

__all__ = ["blueprint", "exemptions", "feed", "obligations", "proposals", "recognitions"]
