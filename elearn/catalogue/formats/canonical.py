"""The content of a pack in one canonical form, and its hash.

The hash covers what authors and translators wrote, not the HTML we make of it: a later release of
the service may write HTML otherwise, and the same pack must still be known as the same.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from elearn.catalogue.formats.compile import effective
from elearn.catalogue.formats.messages import messages
from elearn.catalogue.formats.pack import Assessment, Pack, Question
from elearn.catalogue.rules.questions.authored import COMMON


def content_hash(pack: Pack) -> str:
    """Return the SHA-256 of everything in the pack that a reader can see or that decides."""
    return _digest(_content(pack))


def question_hash(question: Question) -> str:
    """Return the SHA-256 of a question and its source text."""
    return _digest(_question(question))


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _content(pack: Pack) -> dict[str, Any]:
    course, texts = pack.course, messages(pack)
    others = [each for each in course.languages if each != course.source_language]
    topics = course.topics.pairs()
    return {
        "format": 1,
        # only where there are any: what was published before keeps its hash
        **({"about": [list(pair) for pair in topics]} if topics else {}),
        **(
            {"worksheets": [asdict(each.outline) for each in pack.worksheets]}
            if pack.worksheets
            else {}
        ),
        "id": course.id,
        "code": course.code,
        "version": course.version,
        "source_language": course.source_language,
        "languages": list(course.languages),
        "licence": course.licence,
        "minutes": course.minutes,
        "texts": [[message.context, message.note, message.text] for message in texts],
        "modules": [
            [module.id, module.minutes, [name for name, _ in module.lessons], module.quiz]
            for module in course.modules
        ],
        "assessments": [_assessment(each) for each in pack.assessments.values()],
        "completion": [course.move_on, [name for name, _ in course.completion]],
        "sources": [[each.id, each.url, each.checked_on] for each in course.sources],
        "lessons": [
            [each.id, each.minutes, list(each.outcomes), list(each.sources), each.body.strip()]
            for each in pack.lessons.values()
        ],
        "media": {path: each.digest for path, each in sorted(pack.media.items())},
        "media_notes": [
            [
                note.file,
                dict(note.captions),
                dict(note.transcripts),
                *((note.audio,) if note.audio else ()),
            ]
            for note in course.media
        ],
        "translations": {
            language: [[*key, text] for key, text in effective(pack, language, texts).items()]
            for language in others
        },
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {
        "id": assessment.id,
        "kind": assessment.kind,
        "title": assessment.title.text,
        "pass_mark": assessment.pass_mark,
        "attempts": assessment.attempts,
        **assessment.policy,
        "blueprint": [
            [each.outcome, each.items, *((each.difficulty,) if each.difficulty else ())]
            for each in assessment.blueprint
        ],
        "questions": [_question(question) for question in assessment.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    """Return a question in one form; one that only chooses keeps the form of the first release."""
    own = {key: value for key, value in question.data.items() if key not in COMMON | {"prompt"}}
    choices = own.get("choices", ())
    if choices and all("correct" in each for each in choices):
        own["choices"] = [
            [each["id"], each["correct"], each["text"], each["feedback"]] for each in choices
        ]
    return {
        "id": question.id,
        "type": question.type,
        "outcome": question.outcome,
        "difficulty": question.difficulty,
        "sources": list(question.sources),
        "shuffle": question.shuffle,
        "prompt": question.data["prompt"],
        **own,
    }
