"""The pages of charters and of the duties that follow from them."""

from elearn.mandates.pages import charters, desk, exemptions, feed, recognitions
from elearn.mandates.pages.blueprint import blueprint

__all__ = ["blueprint", "charters", "desk", "exemptions", "feed", "recognitions"]
