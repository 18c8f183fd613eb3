"""Make immutable values of documents that the schema has already accepted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from elearn.catalogue.formats.pack import (
    Allowance,
    Assessment,
    Course,
    Lesson,
    MediaNote,
    Module,
    Phrase,
    Question,
    Quota,
    Source,
    Spoken,
    Term,
    Worksheet,
)
from elearn.catalogue.formats.tree import parse_lesson
from elearn.catalogue.formats.yamldoc import Document
from elearn.catalogue.rules.questions import question_type, words_of
from elearn.catalogue.rules.topics import Topics
from elearn.catalogue.rules.worksheet import WorksheetField, WorksheetOutline, WorksheetPart


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
                each.get("audio"),
            )
            for n, each in enumerate(data.get("media", []))
        ),
        topics=Topics(**{kind: tuple(keys) for kind, keys in data.get("about", {}).items()}),
        worksheets=_ids(document, data.get("worksheets", []), "worksheets"),
        lines={key: document.line(key) for key in data},
    )


def terms(document: Document) -> tuple[Term, ...]:
    """Return the glossary of a valid terms.yaml."""
    return tuple(
        Term(
            id=each["id"],
            line=document.line("terms", n, "id"),
            term=_phrase(document, each["term"], "terms", n, "term"),
            definition=_phrase(document, each["definition"], "terms", n, "definition"),
            also={lang: tuple(forms) for lang, forms in each.get("also", {}).items()},
        )
        for n, each in enumerate(document.value["terms"])
    )


def allowances(document: Document) -> tuple[Allowance, ...]:
    """Return the exceptions of a valid allow.yaml."""
    return tuple(
        Allowance(
            check=each["check"],
            where=each["where"],
            text=" ".join(each["text"].split()),
            language=each.get("language"),
            term=each.get("term"),
            reason=each["reason"],
            line=document.line("allow", n, "check"),
        )
        for n, each in enumerate(document.value["allow"])
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


def worksheet(document: Document) -> Worksheet:
    """Return the worksheet of a valid file of worksheets/."""
    data: dict[str, Any] = document.value
    name = f"worksheet.{data['id']}"
    spoken: list[tuple[str, Phrase, str]] = []

    def say(key: str, value: dict[str, Any], part: str, note: str, *path: str | int) -> None:
        if part in value:
            phrase = _phrase(document, value[part], *path, part)
            spoken.append((f"{name}.{key}", phrase, note))

    say("title", data, "title", "title")
    say("intro", data, "intro", "introduction")
    for n, part in enumerate(data["parts"]):
        at, key = ("parts", n), f"part.{part['id']}"
        say(f"{key}.title", part, "title", "heading", *at)
        say(f"{key}.help", part, "help", "help", *at)
        for m, field in enumerate(part["fields"]):
            here, key = (*at, "fields", m), f"field.{part['id']}.{field['id']}"
            say(f"{key}.label", field, "label", "label", *here)
            say(f"{key}.help", field, "help", "help", *here)
            for k, choice in enumerate(field.get("choices", [])):
                say(f"{key}.choice.{choice['id']}", choice, "text", "choice", *here, "choices", k)
    for n, each in enumerate(data.get("rubric", [])):
        say(f"rubric.{each['id']}", each, "text", "criterion", "rubric", n)
    return Worksheet(
        id=data["id"],
        file=document.file,
        line=document.line("id"),
        outline=WorksheetOutline(
            id=data["id"],
            minutes=int(data["minutes"]),
            parts=tuple(_worksheet_part(part) for part in data["parts"]),
            rubric=tuple((each["id"], int(each["points"])) for each in data.get("rubric", [])),
        ),
        spoken=tuple(spoken),
        lines=document.lines,
    )


def _worksheet_part(data: dict[str, Any]) -> WorksheetPart:
    return WorksheetPart(
        id=data["id"],
        times=int(data.get("times", 1)),
        fields=tuple(
            WorksheetField(
                field["id"],
                field["type"],
                tuple(choice["id"] for choice in field.get("choices", [])),
            )
            for field in data["fields"]
        ),
    )


POLICY = ("cool_down", "counts", "time_limit", "feedback", "pretest")
"""The keys of an assessment that say how it may be taken, beside the number of attempts."""


def assessment(document: Document) -> Assessment:
    """Return the assessment of a valid quiz.yaml or file of assessments/."""
    data: dict[str, Any] = document.value
    lines: dict[int, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    for path, line in document.lines.items():
        if len(path) > 2 and path[0] == "questions" and isinstance(path[1], int):  # noqa: PLR2004  # within a question
            lines[path[1]][path[2:]] = line
    return Assessment(
        id=data["id"],
        file=document.file,
        line=document.line("id"),
        title=_phrase(document, data["title"], "title"),
        kind=data["kind"],
        pass_mark=float(data["pass_mark"]),
        attempts=int(data["attempts"]) if "attempts" in data else None,
        policy={key: data[key] for key in POLICY if key in data},
        blueprint=tuple(
            Quota(
                each["outcome"],
                each.get("difficulty"),
                int(each["items"]),
                document.line("blueprint", n, "outcome"),
            )
            for n, each in enumerate(data.get("blueprint", []))
        ),
        questions=tuple(
            _question(document.file, each, lines[n]) for n, each in enumerate(data["questions"])
        ),
    )


def _question(
    file: str, written: dict[str, Any], lines: dict[tuple[str | int, ...], int]
) -> Question:
    data = _single_spaced(written)
    question = Question(
        id=data["id"],
        line=lines[("id",)],
        type=data["type"],
        outcome=data.get("outcome"),
        difficulty=data.get("difficulty"),
        sources=tuple(data.get("sources", [])),
        shuffle=data.get("shuffle", question_type(data["type"]).SHUFFLES),
        data=data,
        spoken=(),
        lines=lines,
    )
    return replace(
        question,
        spoken=tuple(
            Spoken(
                said.part,
                said.id,
                Phrase(said.text, file, question.line_of(*said.path)),
                said.note,
            )
            for said in words_of(data)
        ),
    )


def _single_spaced(value: Any) -> Any:  # any node of a document
    """Return the document with its texts on one line each, as they are shown and translated."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_single_spaced(each) for each in value]
    if isinstance(value, dict):
        return {key: _single_spaced(each) for key, each in value.items()}
    return value
