"""What can be read of published courses."""

from elearn.catalogue.queries.assessments import assessment_definition
from elearn.catalogue.queries.courses import courses, latest_version, newest_of, version_of
from elearn.catalogue.queries.errors import (
    AssessmentNotFound,
    CourseNotFound,
    LessonNotFound,
    MediaNotFound,
    VersionNotFound,
)
from elearn.catalogue.queries.files import (
    Media,
    language_states,
    media,
    media_by_digest,
    pack_files,
)
from elearn.catalogue.queries.glossary import glossary, matching
from elearn.catalogue.queries.lessons import lesson_text
from elearn.catalogue.queries.local import local_texts, own_texts
from elearn.catalogue.queries.outlines import outline
from elearn.catalogue.queries.programmes import programmes
from elearn.catalogue.queries.search import LIMIT, courses_left, instruments, search, topics

__all__ = [
    "LIMIT",
    "AssessmentNotFound",
    "CourseNotFound",
    "LessonNotFound",
    "Media",
    "MediaNotFound",
    "VersionNotFound",
    "assessment_definition",
    "courses",
    "courses_left",
    "glossary",
    "instruments",
    "language_states",
    "latest_version",
    "lesson_text",
    "local_texts",
    "matching",
    "media",
    "media_by_digest",
    "newest_of",
    "outline",
    "own_texts",
    "pack_files",
    "programmes",
    "search",
    "topics",
    "version_of",
]
