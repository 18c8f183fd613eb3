"""The outline of a published version: everything about it but its words and questions at length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from elearn.catalogue.rules.text import Text
from elearn.catalogue.rules.topics import Topics
from elearn.catalogue.rules.worksheet import WorksheetOutline


@dataclass(frozen=True, slots=True)
class LessonOutline:
    """A lesson's place in the course."""

    id: str
    minutes: int
    module_id: str
    position: int
    """Counted from 1 through the whole course."""
    outcomes: tuple[str, ...] = ()
    """The outcomes it serves, by id."""


@dataclass(frozen=True, slots=True)
class ModuleOutline:
    """A module, its lessons in order, and the key of its check, if it has one."""

    id: str
    minutes: int
    lessons: tuple[LessonOutline, ...]
    assessment: str | None


@dataclass(frozen=True, slots=True)
class AssessmentOutline:
    """An assessment's rules, without its questions."""

    key: str
    kind: str
    module_id: str | None
    pass_mark: float
    attempts: int | None
    items: int
    """How many questions one attempt asks."""


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """When a course counts as done, in the words of cmi5's `moveOn`."""

    move_on: str
    assessments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceOutline:
    """A source that the course cites; its words are texts `source.<id>.title` and `.reference`."""

    id: str
    url: str | None
    checked_on: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A published version of a course. It never changes, so it may be kept."""

    content_hash: str
    version_id: int
    slug: str
    code: str
    version: int
    source_language: str
    languages: tuple[str, ...]
    """The languages offered to learners, the source language first."""
    minutes: int
    outcomes: tuple[str, ...]
    """Ids; the words are texts `outcome.<id>`."""
    modules: tuple[ModuleOutline, ...]
    assessments: tuple[AssessmentOutline, ...]
    completion: CompletionRule
    sources: tuple[SourceOutline, ...]
    licence: str
    terms: tuple[str, ...]
    """The ids of its glossary; the words are texts `term.<id>.term` and `.definition`."""
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    """By language, then by key."""
    topics: Topics = field(default_factory=Topics)
    worksheets: tuple[WorksheetOutline, ...] = ()

    def text(self, language: str, key: str) -> Text:
        """Return the text with that key in an offered language, else in the source language.

        Keys: `course.title`, `course.summary`, `course.audience`, `outcome.<id>`,
        `module.<id>.title`, `lesson.<id>.title`, `assessment.<key>.title`, `source.<id>.title`,
        `source.<id>.reference`, `term.<id>.term`, `term.<id>.definition`, and those that
        `WorksheetOutline` names. An unknown key raises KeyError.
        """
        if language in self.languages and key in self.texts[language]:
            return Text(self.texts[language][key], language)
        return Text(self.texts[self.source_language][key], self.source_language)

    def text_if_any(self, language: str, key: str) -> Text | None:
        """Return the text with that key as `text` does, or None where the course has none."""
        return self.text(language, key) if key in self.texts[self.source_language] else None

    @property
    def lessons(self) -> tuple[LessonOutline, ...]:
        """Every lesson in reading order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def lesson(self, lesson_id: str) -> LessonOutline | None:
        """Return the lesson with that id, or None."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def module(self, module_id: str) -> ModuleOutline | None:
        """Return the module with that id, or None."""
        return next((module for module in self.modules if module.id == module_id), None)

    def assessment(self, key: str) -> AssessmentOutline | None:
        """Return the assessment with that key, or None."""
        return next((found for found in self.assessments if found.key == key), None)

    def worksheet(self, worksheet_id: str) -> WorksheetOutline | None:
        """Return the worksheet with that id, or None."""
        return next((found for found in self.worksheets if found.id == worksheet_id), None)

    def language(self, wanted: str) -> str:
        """Return the wanted language when it is offered, else the source language."""
        return wanted if wanted in self.languages else self.source_language

    @property
    def hours(self) -> float:
        """The learning time in hours, to two places."""
        return round(self.minutes / 60, 2)
