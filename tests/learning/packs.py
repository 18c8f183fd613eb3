"""A small course to learn, written as a pack and published: three lessons, a check and a final.

Every key and every feedback text carries a marker, so that a test can hunt for them.
"""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy.orm import Session

from elearn.catalogue.formats.messages import messages
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.services import publish
from tests.conftest import NOW

SLUG = "small-rights"
SECRET = "xyzzy"
"""Stands in every feedback text."""
PREFIX = {"es": "ES", "ar": "ع"}
LESSONS = ("right", "local", "whose")

COURSE = """\
format: 1
id: {slug}
code: T1
version: {version}
source_language: en
languages: [en, es, ar]
licence: CC-BY-4.0
title: Rights in small
summary: What a right is and whose duty it is.
audience: Everybody at a counter.
minutes: 12
outcomes:
  - {{id: lo1, text: "say what a right is"}}
  - {{id: lo2, text: "say whose duty it is"}}
modules:
  - id: counter
    title: At the counter
    minutes: 8
    lessons: [right, local]
    quiz: true
  - id: duty
    title: Whose duty
    minutes: 4
    lessons: [whose]
assessments: [final]
worksheets: [at-work]
completion: {{move_on: {move_on}, assessments: [final]}}
sources:
  - {{id: udhr, title: "Universal Declaration of Human Rights", reference: "A/RES/217(III)A"}}
"""

WORKSHEET = """\
id: at-work
title: At your own desk
minutes: 10
intro: Write down what you meet.
parts:
  - id: cases
    title: Two cases
    help: Without names.
    times: 2
    fields:
      - {id: what, type: short, label: What happened}
      - {id: story, type: long, label: The whole story, help: As long as you like.}
      - id: duty
        type: choices
        label: Which duties
        choices: [{id: respect, text: Respect}, {id: protect, text: Protect}]
  - id: plan
    title: What next
    fields:
      - id: whose
        type: choice
        label: Whose turn
        choices: [{id: mine, text: Mine}, {id: theirs, text: Theirs}]
      - {id: by, type: date, label: By when}
rubric:
  - {id: honest, text: It is honest, points: 60}
  - {id: useful, text: It is useful, points: 40}
"""

LESSON = """\
---
title: {title}
minutes: 4
outcomes: [{outcome}]
sources: [udhr]
---
## First {id}

The first block of {id}.[@udhr, art. 1]

The second block of {id}.

::: example One answer
A worked example of {id}.
:::
"""


def choice(name: str, *, correct: bool, question: str) -> dict[str, object]:
    return {
        "id": name,
        "text": f"Choice {name} of {question}",
        "correct": correct,
        "feedback": f"{SECRET} about {name} of {question}",
    }


def question(
    key: str, kind: str, outcome: str, right: str, names: str = "abcd"
) -> dict[str, object]:
    return {
        "id": key,
        "type": kind,
        "outcome": outcome,
        "difficulty": "M",
        "sources": ["udhr"],
        "prompt": f"What about {key}?",
        "choices": [choice(name, correct=name in right, question=key) for name in names],
    }


CHECK = [
    question("one", "single_choice", "lo1", "b"),
    question("many", "multiple_response", "lo1", "ac"),
    question("true", "true_false", "lo2", "a", names="ab"),
]
POOL = [
    *[question(f"first-{n}", "single_choice", "lo1", "c") for n in range(5)],
    *[question(f"second-{n}", "multiple_response", "lo2", "bd") for n in range(3)],
]
BLUEPRINT: list[dict[str, object]] = [
    {"outcome": "lo1", "items": 2},
    {"outcome": "lo2", "items": 1},
]
KEY = {
    str(item["id"]): [c["id"] for c in item["choices"] if c["correct"]]  # type: ignore[attr-defined, index]
    for item in [*CHECK, *POOL]
}
"""The correct choices of every question."""


def write_pack(  # what differs from story to story
    folder: Path,
    *,
    version: int = 1,
    move_on: str = "CompletedAndPassed",
    attempts: int | None = 2,
    check: list[dict[str, object]] = CHECK,
    pool: list[dict[str, object]] = POOL,
    blueprint: list[dict[str, object]] | None = BLUEPRINT,
    policy: dict[str, object] | None = None,
) -> Path:
    """Write the pack, with two translations of which one misses a paragraph, into a folder."""
    root = folder / SLUG
    files = {
        "course.yaml": COURSE.format(slug=SLUG, version=version, move_on=move_on),
        "worksheets/at-work.yaml": WORKSHEET,
        "modules/counter/right.md": lesson("right", "What a right is", "lo1"),
        "modules/counter/local.md": lesson("local", "Why here", "lo1"),
        "modules/duty/whose.md": lesson("whose", "Whose duty it is", "lo2"),
        "modules/counter/quiz.yaml": as_yaml(
            {
                "id": "counter-check",
                "title": "Check yourself",
                "kind": "check",
                "pass_mark": 0.6,
                "questions": check,
            }
        ),
        "assessments/final.yaml": as_yaml(
            {
                "id": "final",
                "title": "Final quiz",
                "kind": "final",
                "pass_mark": 0.6,
                **({"attempts": attempts} if attempts else {}),
                **(policy or {}),
                **({"blueprint": blueprint} if blueprint else {}),
                "questions": pool,
            }
        ),
    }
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (root / "locale").mkdir(exist_ok=True)
    for language in PREFIX:
        (root / "locale" / f"{language}.po").write_text(catalogue(root, language), "utf-8")
    return root


def lesson(name: str, title: str, outcome: str) -> str:
    return LESSON.format(id=name, title=title, outcome=outcome)


def as_yaml(document: object) -> str:
    """JSON is YAML."""
    return json.dumps(document, indent=1)


def catalogue(root: Path, language: str) -> str:
    """Translate every message by a prefix, all but one paragraph in Spanish."""
    pack = read_pack(root).pack
    assert pack is not None, read_pack(root).faults
    header = (
        f"Language: {language}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
    )
    parts = [f'msgid ""\nmsgstr {json.dumps(header)}']
    for context, source in dict.fromkeys(message.key for message in messages(pack)):
        if language == "es" and source == "The second block of right.":
            continue
        parts.append(
            f"msgctxt {quoted(context)}\nmsgid {quoted(source)}\n"
            f"msgstr {quoted(f'{PREFIX[language]} {source}')}"
        )
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


READ: dict[str, Pack] = {}
"""The packs that were read in this process, by their options."""


def publish_small(session: Session, folder: Path, **options: object) -> CourseVersion:
    """Publish the small course and commit it; each of its shapes is written and read once."""
    shape = json.dumps(options, sort_keys=True, default=repr)
    if shape not in READ:
        report = read_pack(write_pack(folder, **options))  # type: ignore[arg-type]
        assert report.pack is not None, report.faults
        assert not report.faults, report.faults
        READ[shape] = report.pack
    version = publish(session, pack=READ[shape], now=NOW)
    session.commit()
    return version
