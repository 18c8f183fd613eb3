"""The pages of charters and of the duties that follow from them."""

from elearn.mandates.pages import (
    accreditations,
    adhesions,
    bound,
    calendars,
    charters,
    desk,
    exemptions,
    feed,
    recognitions,
)
from elearn.mandates.pages.blueprint import blueprint

__all__ = [
    "accreditations",
    "adhesions",
    "blueprint",
    "bound",
    "calendars",
    "charters",
    "desk",
    "exemptions",
    "feed",
    "recognitions",
]
