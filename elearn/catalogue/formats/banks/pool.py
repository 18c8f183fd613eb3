"""Our side of a bank: questions as a file of a pack, and those of a pack in a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from elearn.catalogue.formats.banks.making import Question
from elearn.catalogue.formats.compile import effective
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.messages import messages
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.schema import validate
from elearn.catalogue.formats.yamldoc import read_yaml
from elearn.catalogue.rules.questions import question_type
from elearn.catalogue.rules.questions.authored import WORDS

WIDTH = 100_000
PASS_MARK = 0.8


def as_pool(  # noqa: PLR0913  # what to write and what to call it
    questions: Sequence[Question],
    file: str,
    findings: Findings,
    *,
    title: str,
    kind: str,
    name: str,
) -> str:
    """Return the questions as a quiz.yaml or a file of assessments/.

    `findings` take what the format of the pack does not allow, with the line of the file that
    would be written.
    """
    document = {
        "id": name,
        "title": title,
        "kind": kind,
        "pass_mark": PASS_MARK,
        "questions": list(questions),
    }
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width, writer.allow_unicode = False, WIDTH, True
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # untyped in ruamel
    stream = StringIO()
    writer.dump(document, stream)
    written = read_yaml(file, stream.getvalue(), findings)
    if written is not None and validate(written, "assessment", findings):
        for n, question in enumerate(questions):
            for flaw in question_type(question["type"]).flaws(question):
                line = written.line("questions", n, *flaw.path)
                findings.fault(file, line, flaw.what, flaw.mend, **flaw.params)
    return stream.getvalue()


def questions_in(pack: Pack, assessment: str, language: str) -> list[Question]:
    """Return the questions of an assessment in a language; KeyError where there is no such one.

    A question that is not translated whole comes in the language of the pack.
    """
    source = pack.course.source_language
    texts = {} if language == source else effective(pack, language, messages(pack))
    found = []
    for question in pack.assessments[assessment].questions:
        context = f"question:{question.id}"
        words = {
            spoken.phrase.text: texts.get((context, spoken.phrase.text))
            for spoken in question.spoken
        }
        whole = all(words.values())
        found.append(_said(question.data, words if whole else {}))
    return found


def _said(value: Any, words: Mapping[str, str | None]) -> Any:  # any node of a document
    if isinstance(value, Mapping):
        return {
            key: words.get(each) or each if key in WORDS else _said(each, words)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [_said(each, words) for each in value]
    return value
