"""Make immutable values of documents that the schema has already accepted."""

from __future__ import annotations

from typing import Any

from elearn.catalogue.formats.pack import (
    Assessment,
    Choice,
    Course,
    Lesson,
    MediaNote,
    Module,
    Phrase,
    Question,
    Source,
)
from elearn.catalogue.formats.tree import parse_lesson
from elearn.catalogue.formats.yamldoc import Document


def _phrase(document: Document, value: str, *path: str | int) -> Phrase:
    return Phrase(" ".join(value.split()), document.file, document.line(*path))


def _ids(document: Document, values: list[str], *path: str | int) -> tuple[tuple[str, int], ...]:
    return tuple((value, document.line(*path, n)) for n, value in enumerate(values))


def course(document: Document) -> Course:
    """Return the course of a valid course.yaml."""
    data: dict[str, Any] = document.value
    completion = data["completion"]

    def say(key: str) -> Phrase:
        return _phrase(document, data[key], key)

    return Course(
        id=data["id"],
        code=data["code"],
        version=int(data["version"]),
        source_language=data["source_language"],
        languages=tuple(data["languages"]),
        licence=data["licence"],
        title=say("title"),
        summary=say("summary"),
        audience=say("audience") if "audience" in data else None,
        minutes=int(data["minutes"]),
        outcomes=tuple(
            (each["id"], _phrase(document, each["text"], "outcomes", n, "text"))
            for n, each in enumerate(data["outcomes"])
        ),
        modules=tuple(_module(document, each, n) for n, each in enumerate(data["modules"])),
        assessments=_ids(document, data.get("assessments", []), "assessments"),
        move_on=completion["move_on"],
        completion=_ids(document, completion.get("assessments", []), "completion", "assessments"),
        sources=tuple(_source(document, each, n) for n, each in enumerate(data.get("sources", []))),
        media=tuple(
            MediaNote(
                each["file"],
                document.line("media", n, "file"),
                each.get("captions", {}),
                each.get("transcripts", {}),
            )
            for n, each in enumerate(data.get("media", []))
        ),
        lines={key: document.line(key) for key in data},
    )


def _module(document: Document, data: dict[str, Any], n: int) -> Module:
    return Module(
        id=data["id"],
        line=document.line("modules", n, "id"),
        title=_phrase(document, data["title"], "modules", n, "title"),
        minutes=int(data["minutes"]),
        lessons=_ids(document, data["lessons"], "modules", n, "lessons"),
        quiz=data.get("quiz", False),
    )


def _source(document: Document, data: dict[str, Any], n: int) -> Source:
    return Source(
        id=data["id"],
        line=document.line("sources", n, "id"),
        title=_phrase(document, data["title"], "sources", n, "title"),
        reference=_phrase(document, data["reference"], "sources", n, "reference"),
        url=data.get("url"),
        checked_on=data.get("checked_on"),
    )


def lesson(lesson_id: str, document: Document, body: str, first_line: int) -> Lesson:
    """Return the lesson of a valid front matter and its Markdown."""
    data: dict[str, Any] = document.value
    return Lesson(
        id=lesson_id,
        file=document.file,
        title=_phrase(document, data["title"], "title"),
        minutes=int(data["minutes"]),
        outcomes=tuple(data.get("outcomes", [])),
        sources=tuple(data.get("sources", [])),
        sources_line=document.line("sources"),
        body=body,
        tree=parse_lesson(body, first_line),
    )


def assessment(document: Document) -> Assessment:
    """Return the assessment of a valid quiz.yaml or file of assessments/."""
    data: dict[str, Any] = document.value
    return Assessment(
        id=data["id"],
        file=document.file,
        line=document.line("id"),
        title=_phrase(document, data["title"], "title"),
        kind=data["kind"],
        pass_mark=float(data["pass_mark"]),
        attempts=int(data["attempts"]) if "attempts" in data else None,
        blueprint=tuple(
            (each["outcome"], int(each["items"]), document.line("blueprint", n, "outcome"))
            for n, each in enumerate(data.get("blueprint", []))
        ),
        questions=tuple(_question(document, each, n) for n, each in enumerate(data["questions"])),
    )


def _question(document: Document, data: dict[str, Any], n: int) -> Question:
    path = ("questions", n)
    return Question(
        id=data["id"],
        line=document.line(*path, "id"),
        type=data["type"],
        outcome=data.get("outcome"),
        difficulty=data.get("difficulty"),
        sources=tuple(data.get("sources", [])),
        prompt=_phrase(document, data["prompt"], *path, "prompt"),
        shuffle=data.get("shuffle", data["type"] != "true_false"),
        choices=tuple(
            Choice(
                each["id"],
                _phrase(document, each["text"], *path, "choices", i, "text"),
                each["correct"],
                _phrase(document, each["feedback"], *path, "choices", i, "feedback"),
            )
            for i, each in enumerate(data["choices"])
        ),
    )
