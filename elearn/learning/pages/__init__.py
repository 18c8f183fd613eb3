"""The pages of learning: the list of courses, a course, a lesson, a worksheet, programmes."""

from elearn.learning.pages import book, course, courses, lesson, programmes, worksheet
from elearn.learning.pages.blueprint import blueprint

__all__ = ["blueprint", "book", "course", "courses", "lesson", "programmes", "worksheet"]
