"""Compiled values to the JSON documents that are stored, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from elearn.catalogue.formats.pack import Assessment, Pack, Question
from elearn.catalogue.rules.forms import AssessmentPolicy, Draw
from elearn.catalogue.rules.lesson import Block, CompiledLesson, Explained, Reference
from elearn.catalogue.rules.questions import QuestionTexts, body_of
from elearn.catalogue.rules.text import Text
from elearn.catalogue.rules.worksheet import WorksheetField, WorksheetOutline, WorksheetPart


def lesson_document(lesson: CompiledLesson) -> dict[str, Any]:
    """Return everything of a compiled lesson but its HTML."""
    return {
        "title": asdict(lesson.title),
        "blocks": [[block.id, block.kind, block.language] for block in lesson.blocks],
        "references": [asdict(reference) for reference in lesson.references],
        "terms": [asdict(term) for term in lesson.terms],
    }


def lesson_of(lesson_id: str, language: str, html: str, document: dict[str, Any]) -> CompiledLesson:
    """Return the compiled lesson of what was stored."""
    references = tuple(
        Reference(
            n=each["n"],
            id=each["id"],
            title=Text(**each["title"]),
            reference=Text(**each["reference"]),
            locators=tuple(each["locators"]),
            url=each["url"],
            checked_on=each["checked_on"],
        )
        for each in document["references"]
    )
    blocks = tuple(Block(*each) for each in document["blocks"])
    terms = tuple(
        Explained(
            each["id"],
            Text(**each["term"]),
            Text(**each["definition"]),
            Text(**each["original"]),
        )
        for each in document.get("terms", ())
    )
    title = Text(**document["title"])
    return CompiledLesson(lesson_id, title, html, language, blocks, references, terms)


def manifest(pack: Pack) -> dict[str, Any]:
    """Return the outline of a pack without its words."""
    course = pack.course
    checks = {module: key for key, module in pack.modules_of.items()}
    return {
        "code": course.code,
        "licence": course.licence,
        "minutes": course.minutes,
        "outcomes": [name for name, _ in course.outcomes],
        "modules": [
            {
                "id": module.id,
                "minutes": module.minutes,
                "assessment": checks.get(module.id),
                "lessons": [
                    {
                        "id": name,
                        "minutes": pack.lessons[name].minutes,
                        "outcomes": list(pack.lessons[name].outcomes),
                    }
                    for name, _ in module.lessons
                ],
            }
            for module in course.modules
        ],
        "assessments": [
            {
                "key": key,
                "kind": assessment.kind,
                "module_id": pack.modules_of.get(key),
                **policy(assessment),
            }
            for key, assessment in pack.assessments.items()
        ],
        "completion": {
            "move_on": course.move_on,
            "assessments": [name for name, _ in course.completion],
        },
        "terms": [term.id for term in pack.terms],
        "about": asdict(course.topics),
        "worksheets": [asdict(each.outline) for each in pack.worksheets],
        "sources": [
            {"id": each.id, "url": each.url, "checked_on": each.checked_on}
            for each in course.sources
        ],
    }


def worksheet_of(stored: dict[str, Any]) -> WorksheetOutline:
    """Return the worksheet that was stored."""
    return WorksheetOutline(
        id=stored["id"],
        minutes=stored["minutes"],
        parts=tuple(
            WorksheetPart(
                part["id"],
                part["times"],
                tuple(
                    WorksheetField(each["id"], each["kind"], tuple(each["choices"]))
                    for each in part["fields"]
                ),
            )
            for part in stored["parts"]
        ),
        rubric=tuple((name, points) for name, points in stored["rubric"]),
    )


def policy(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment's rules."""
    drawn = sum(each.items for each in assessment.blueprint)
    return {
        "pass_mark": assessment.pass_mark,
        "attempts": assessment.attempts,
        **assessment.policy,
        "blueprint": [[each.outcome, each.items, each.difficulty] for each in assessment.blueprint],
        "items": drawn or len(assessment.questions),
    }


def definition(question: Question) -> dict[str, Any]:
    """Return a question without its words."""
    return {
        **body_of(question.data),
        "outcome": question.outcome,
        "difficulty": question.difficulty,
        "shuffle": question.shuffle,
        "sources": list(question.sources),
    }


def body(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a question that was stored, those of the first release included."""
    found = body_of(stored)
    if any(isinstance(each, list) for each in found.get("choices", ())):
        found["choices"] = [{"id": name, "correct": key} for name, key in found["choices"]]
    return found


def words(texts: QuestionTexts) -> dict[str, Any]:
    """Return the words of a question as they are stored."""
    return {"prompt": texts.prompt, **{part: dict(said) for part, said in texts.parts.items()}}


def words_of(language: str, stored: dict[str, Any]) -> QuestionTexts:
    """Return the words of a question that were stored."""
    parts = {part: said for part, said in stored.items() if part != "prompt"}
    return QuestionTexts(language, stored["prompt"], parts)


def policy_of(stored: dict[str, Any]) -> AssessmentPolicy:
    """Return the rules of an assessment that were stored, those of the first release included."""
    return AssessmentPolicy(
        attempts=stored["attempts"],
        cool_down=stored.get("cool_down", 0),
        counts=stored.get("counts", "best"),
        time_limit=stored.get("time_limit"),
        feedback=stored.get("feedback", "own"),
        pretest=stored.get("pretest"),
    )


def blueprint_of(stored: dict[str, Any]) -> tuple[Draw, ...]:
    """Return the blueprint that was stored."""
    return tuple(Draw(outcome, items, *more) for outcome, items, *more in stored["blueprint"])
