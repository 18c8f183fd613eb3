"""Every text of a pack as a message: its context, its source text, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from elearn.catalogue.formats.drawing import drawn_texts
from elearn.catalogue.formats.pack import Assessment, Course, Lesson, Pack, Phrase, Worksheet

DRAWING = "image/svg+xml"
KINDS = {
    "item": "list item",
    "cell": "table cell",
    "figure": "alternative text of a picture",
    "title": "title of a box",
}


GIVEN = frozenset({"title", "heading", "label", "choice"})
"""What of a worksheet nobody can do without."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate."""

    context: str
    text: str
    note: str
    """What it is, for the translator."""
    file: str
    line: int
    required: bool
    """Whether a language cannot be offered without it."""
    markdown: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What a PO file finds it by."""
        return self.context, self.text


def messages(pack: Pack) -> tuple[Message, ...]:
    """Return every text in reading order; a text said twice in one context is there twice."""
    return tuple(_all(pack))


@cache
def note_of(kind: str) -> str:
    """Return what a block is called in a translator's note."""
    return KINDS.get(kind, kind)


def _all(pack: Pack) -> Iterator[Message]:
    yield from _course(pack.course)
    for module in pack.course.modules:
        yield _say(f"module:{module.id}", module.title, "title", required=True)
        for lesson_id, _ in module.lessons:
            if lesson_id in pack.lessons:
                yield from _lesson(pack.lessons[lesson_id])
        for key, owner in pack.modules_of.items():
            if owner == module.id:
                yield from _assessment(pack.assessments[key])
    for key in (key for key in pack.assessments if key not in pack.modules_of):
        yield from _assessment(pack.assessments[key])
    for sheet in pack.worksheets:
        yield from _worksheet(sheet)
    yield from _pictures(pack)
    for term in pack.terms:
        yield _say(f"term:{term.id}", term.term, "term")
        yield _say(f"term:{term.id}", term.definition, "definition")
    for source in pack.course.sources:
        yield _say(f"source:{source.id}", source.title, "title of the source")
        yield _say(f"source:{source.id}", source.reference, "reference of the source")


def _course(course: Course) -> Iterator[Message]:
    yield _say("course", course.title, "title", required=True)
    yield _say("course", course.summary, "summary")
    if course.audience:
        yield _say("course", course.audience, "audience")
    for outcome, phrase in course.outcomes:
        yield _say("course", phrase, f"outcome {outcome}")


def _say(context: str, phrase: Phrase, note: str, *, required: bool = False) -> Message:
    return Message(context, phrase.text, note, phrase.file, phrase.line, required)


def _lesson(lesson: Lesson) -> Iterator[Message]:
    context = f"lesson:{lesson.id}"
    yield _say(context, lesson.title, "title", required=True)
    for block in lesson.tree.blocks():
        if block.text:
            note = f"{note_of(block.kind)} {block.id}"
            markdown = block.kind != "figure"
            yield Message(context, block.text, note, lesson.file, block.line, False, markdown)  # noqa: FBT003  # a plain record


def _worksheet(sheet: Worksheet) -> Iterator[Message]:
    for _, phrase, note in sheet.spoken:
        yield _say(f"worksheet:{sheet.id}", phrase, note, required=note in GIVEN)


def _pictures(pack: Pack) -> Iterator[Message]:
    for path, medium in pack.media.items():
        if medium.content_type == DRAWING:
            for text in drawn_texts(pack.files[path]):
                yield Message(f"picture:{medium.name}", text, "text in a picture", path, 1, False)  # noqa: FBT003  # a plain record


def _assessment(assessment: Assessment) -> Iterator[Message]:
    yield _say(f"assessment:{assessment.id}", assessment.title, "title", required=True)
    for question in assessment.questions:
        context = f"question:{question.id}"
        for spoken in question.spoken:
            yield _say(context, spoken.phrase, spoken.note, required=True)
