"""What the catalogue says in JSON and in words of the reader's language."""

from elearn.catalogue.schemas.courses import CourseSchema, CoursesSchema, LanguageQuery
from elearn.catalogue.schemas.glossary import GlossaryQuery, GlossarySchema, entry_in_full
from elearn.catalogue.schemas.local import LocalTextBody, LocalTextsSchema, place_name
from elearn.catalogue.schemas.search import FoundSchema, SearchQuery, filters_of
from elearn.catalogue.schemas.topics import named, right_name, sdg_name

__all__ = [
    "CourseSchema",
    "CoursesSchema",
    "FoundSchema",
    "GlossaryQuery",
    "GlossarySchema",
    "LanguageQuery",
    "LocalTextBody",
    "LocalTextsSchema",
    "SearchQuery",
    "entry_in_full",
    "filters_of",
    "named",
    "place_name",
    "right_name",
    "sdg_name",
]
