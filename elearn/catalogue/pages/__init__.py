"""The pages of the catalogue: the glossary, and the files of lessons."""

from elearn.catalogue.pages import glossary, media
from elearn.catalogue.pages.blueprint import blueprint

__all__ = ["blueprint", "glossary", "media"]
