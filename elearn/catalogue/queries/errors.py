"""What can be asked for in vain."""

from __future__ import annotations

from elearn.errors import N_, NotFound


class CourseNotFound(NotFound):
    """No course of that name has been published."""

    code = "course-not-found"

    def __init__(self, slug: str) -> None:
        """Name the course that was asked for."""
        super().__init__(N_("There is no course “%(slug)s”."), slug=slug)


class VersionNotFound(NotFound):
    """The course has no such version."""

    code = "version-not-found"

    def __init__(self, version: int) -> None:
        """Name the version that was asked for."""
        super().__init__(N_("There is no version %(version)s of this course."), version=version)


class LessonNotFound(NotFound):
    """The course has no such lesson."""

    code = "lesson-not-found"

    def __init__(self, lesson: str) -> None:
        """Name the lesson that was asked for."""
        super().__init__(N_("There is no lesson “%(lesson)s” in this course."), lesson=lesson)


class AssessmentNotFound(NotFound):
    """The course has no such assessment."""

    code = "assessment-not-found"

    def __init__(self, key: str) -> None:
        """Name the assessment that was asked for."""
        super().__init__(N_("There is no assessment “%(key)s” in this course."), key=key)


class MediaNotFound(NotFound):
    """No published version has such a file."""

    code = "media-not-found"

    def __init__(self) -> None:
        """Say so."""
        super().__init__(N_("There is no such file."))
