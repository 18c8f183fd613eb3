"""Compiled values to the JSON documents that are stored, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from elearn.catalogue.formats.pack import Assessment, Pack, Question
from elearn.catalogue.rules.lesson import Block, CompiledLesson, Reference
from elearn.catalogue.rules.text import Text


def lesson_document(lesson: CompiledLesson) -> dict[str, Any]:
    """Return everything of a compiled lesson but its HTML."""
    return {
        "title": asdict(lesson.title),
        "blocks": [[block.id, block.kind, block.language] for block in lesson.blocks],
        "references": [asdict(reference) for reference in lesson.references],
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
    return CompiledLesson(lesson_id, Text(**document["title"]), html, language, blocks, references)


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
        "sources": [
            {"id": each.id, "url": each.url, "checked_on": each.checked_on}
            for each in course.sources
        ],
    }


def policy(assessment: Assessment) -> dict[str, Any]:
    """Return an assessment's rules."""
    drawn = sum(items for _, items, _ in assessment.blueprint)
    return {
        "pass_mark": assessment.pass_mark,
        "attempts": assessment.attempts,
        "blueprint": [[outcome, items] for outcome, items, _ in assessment.blueprint],
        "items": drawn or len(assessment.questions),
    }


def definition(question: Question) -> dict[str, Any]:
    """Return a question without its words."""
    return {
        "choices": [[choice.id, choice.correct] for choice in question.choices],
        "outcome": question.outcome,
        "difficulty": question.difficulty,
        "shuffle": question.shuffle,
        "sources": list(question.sources),
    }
