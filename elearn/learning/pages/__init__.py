"""The pages of learning: the list of courses, a course, a lesson, programmes."""

from elearn.learning.pages import course, courses, lesson, programmes
from elearn.learning.pages.blueprint import blueprint

__all__ = ["blueprint", "course", "courses", "lesson", "programmes"]
