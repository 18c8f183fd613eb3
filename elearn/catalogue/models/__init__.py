"""The tables of the catalogue."""

from elearn.catalogue.models.local import LocalText
from elearn.catalogue.models.programmes import ProgrammeSet
from elearn.catalogue.models.published import (
    AssessmentDefinition,
    Course,
    CourseVersion,
    LessonText,
    MediaFile,
    PackFile,
    QuestionDefinition,
    QuestionText,
    VersionLanguage,
)
from elearn.catalogue.models.search import CourseTopic, SearchEntry, SearchWord

__all__ = [
    "AssessmentDefinition",
    "Course",
    "CourseTopic",
    "CourseVersion",
    "LessonText",
    "LocalText",
    "MediaFile",
    "PackFile",
    "ProgrammeSet",
    "QuestionDefinition",
    "QuestionText",
    "SearchEntry",
    "SearchWord",
    "VersionLanguage",
]
