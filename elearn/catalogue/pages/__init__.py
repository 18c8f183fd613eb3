"""The pages of the catalogue: the glossary, local texts, and the files of lessons."""

from elearn.catalogue.pages import glossary, local, media
from elearn.catalogue.pages.blueprint import blueprint

__all__ = ["blueprint", "glossary", "local", "media"]
