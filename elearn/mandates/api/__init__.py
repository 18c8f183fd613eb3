"""The API of mandates: duties, exemptions, recognitions and proposals of charters."""

from elearn.mandates.api import exemptions, obligations, proposals, recognitions
from elearn.mandates.api.blueprint import blueprint

__all__ = ["blueprint", "exemptions", "obligations", "proposals", "recognitions"]
