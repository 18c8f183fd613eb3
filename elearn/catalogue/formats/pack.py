"""A pack in memory: what the files say, immutable, each text with the line where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from elearn.catalogue.rules.topics import Topics
from elearn.catalogue.rules.worksheet import WorksheetOutline

if TYPE_CHECKING:
    from elearn.catalogue.formats.media import Medium
    from elearn.catalogue.formats.po import Catalogue
    from elearn.catalogue.formats.tree import LessonTree
    from elearn.errors import Fault


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text for readers in the source language, and where it stands."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text of a question: which part of it, whose, and what it says."""

    part: str
    """`prompt`, `feedback`, or the list that it stands in."""
    id: str
    phrase: Phrase
    note: str
    """What it is, for a translator."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a pool."""

    id: str
    line: int
    type: str
    outcome: str | None
    difficulty: str | None
    sources: tuple[str, ...]
    shuffle: bool
    data: Mapping[str, Any] = field(repr=False)
    """The question as the file has it, its texts with single spaces."""
    spoken: tuple[Spoken, ...] = field(repr=False)
    """Every text of it, the prompt first."""
    lines: Mapping[tuple[str | int, ...], int] = field(repr=False)
    """The line of every value in it."""

    def line_of(self, *path: str | int) -> int:
        """Return the line of the value at that path, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return self.line


class Quota(NamedTuple):
    """One line of a blueprint."""

    outcome: str
    difficulty: str | None
    items: int
    line: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A quiz.yaml or a file of assessments/."""

    id: str
    file: str
    line: int
    title: Phrase
    kind: str
    pass_mark: float
    attempts: int | None
    policy: Mapping[str, Any]
    """What else the file says about attempts, by its key; left out where it says nothing."""
    blueprint: tuple[Quota, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A file of worksheets/."""

    id: str
    file: str
    line: int
    outline: WorksheetOutline
    spoken: tuple[tuple[str, Phrase, str], ...] = field(repr=False)
    """Every text of it: its key in the outline, what it says, and what it is, for a translator."""
    lines: Mapping[tuple[str | int, ...], int] = field(repr=False)
    """The line of every value of the file."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: front matter and the tree of its text."""

    id: str
    file: str
    title: Phrase
    minutes: int
    outcomes: tuple[str, ...]
    sources: tuple[str, ...]
    sources_line: int
    body: str
    tree: LessonTree


@dataclass(frozen=True, slots=True)
class Module:
    """A module as course.yaml lists it."""

    id: str
    line: int
    title: Phrase
    minutes: int
    lessons: tuple[tuple[str, int], ...]
    """(id, line)"""
    quiz: bool

    @property
    def quiz_file(self) -> str:
        """Where its check stands."""
        return f"modules/{self.id}/quiz.yaml"

    def lesson_file(self, lesson_id: str) -> str:
        """Where a lesson of it stands."""
        return f"modules/{self.id}/{lesson_id}.md"


@dataclass(frozen=True, slots=True)
class Source:
    """A source that lessons cite."""

    id: str
    line: int
    title: Phrase
    reference: Phrase
    url: str | None
    checked_on: str | None


@dataclass(frozen=True, slots=True)
class MediaNote:
    """What course.yaml declares about a sound or a film."""

    file: str
    line: int
    captions: Mapping[str, str]
    transcripts: Mapping[str, str]
    audio: str | None = None
    """The sound of a film by itself, for a slow line."""


@dataclass(frozen=True, slots=True)
class Course:
    """course.yaml."""

    id: str
    code: str
    version: int
    source_language: str
    languages: tuple[str, ...]
    licence: str
    title: Phrase
    summary: Phrase
    audience: Phrase | None
    minutes: int
    outcomes: tuple[tuple[str, Phrase], ...]
    modules: tuple[Module, ...]
    assessments: tuple[tuple[str, int], ...]
    """(id, line)"""
    move_on: str
    completion: tuple[tuple[str, int], ...]
    """(assessment id, line)"""
    sources: tuple[Source, ...]
    media: tuple[MediaNote, ...]
    topics: Topics
    worksheets: tuple[tuple[str, int], ...]
    """(id, line)"""
    lines: Mapping[str, int]
    """The line of each key of the file."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the course's glossary."""

    id: str
    line: int
    term: Phrase
    definition: Phrase
    also: Mapping[str, tuple[str, ...]]
    """Other forms that count as the term, by language."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a check would refuse and the author allows, with the reason."""

    check: str
    """`figures`, `term` or `citation`."""
    where: str
    """The context of the text, such as `lesson:counter`."""
    text: str
    """How the source text begins."""
    language: str | None
    term: str | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything of a pack. Only a pack without faults is published."""

    files: Mapping[str, bytes]
    course: Course
    lessons: Mapping[str, Lesson]
    """By id, in reading order."""
    assessments: Mapping[str, Assessment]
    """By id: the checks in the order of the modules, then the finals."""
    modules_of: Mapping[str, str]
    """The module of each check, by the check's id."""
    media: Mapping[str, Medium]
    """By path."""
    catalogues: Mapping[str, Catalogue]
    """By language, without the source language."""
    terms: tuple[Term, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    sound: bool = False
    """Whether it was checked and found without faults."""

    @property
    def slug(self) -> str:
        """The course's id, which is the name of its folder."""
        return self.course.id

    def questions(self) -> Iterator[tuple[Assessment, Question]]:
        """Yield every question with its assessment."""
        for assessment in self.assessments.values():
            for question in assessment.questions:
                yield assessment, question


@dataclass(slots=True)
class Parts:
    """The files of a pack that could be read, each by its path; None where one could not."""

    course: Course | None = None
    lessons: dict[str, Lesson | None] = field(default_factory=dict)
    assessments: dict[str, Assessment | None] = field(default_factory=dict)
    media: dict[str, Medium] = field(default_factory=dict)
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    """By language."""
    terms: tuple[Term, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    worksheets: dict[str, Worksheet | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; `pack` is there whenever the files could be read at all."""

    pack: Pack | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
