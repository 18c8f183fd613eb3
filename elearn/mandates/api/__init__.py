"""The API of mandates: charters, what places record, duties, decisions and proposals."""

from elearn.mandates.api import (
    charters,
    exemptions,
    feed,
    obligations,
    proposals,
    recognitions,
    settings,
)
from elearn.mandates.api.blueprint import blueprint

__all__ = [
    "blueprint",
    "charters",
    "exemptions",
    "feed",
    "obligations",
    "proposals",
    "recognitions",
    "settings",
]
