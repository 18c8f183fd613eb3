"""Assessments: keys that can be right, pools that are large enough, words that are plain."""

from __future__ import annotations

from pathlib import PurePosixPath

from elearn.catalogue.formats.checks.blueprint import check_blueprint, unknown
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.markdown import CITATION
from elearn.catalogue.formats.pack import Assessment, Course, Phrase, Question
from elearn.catalogue.rules.questions import names_of, question_type
from elearn.errors import N_

Seen = dict[str, tuple[str, int]]


def check_assessment(
    path: str, assessment: Assessment, course: Course, findings: Findings, seen: Seen
) -> None:
    """Note every fault of an assessment; `seen` holds the ids of the course so far."""
    _once(assessment.id, path, assessment.line, findings, seen)
    _kind(path, assessment, findings)
    check_blueprint(path, assessment, course, findings)
    _plain(assessment.title, findings)
    for question in assessment.questions:
        _once(question.id, path, question.line, findings, seen)
        _question(path, question, course, findings)


def _once(name: str, path: str, line: int, findings: Findings, seen: Seen) -> None:
    if name in seen:
        file, first = seen[name]
        findings.fault(
            path,
            line,
            N_("the id “%(id)s” is taken, by %(file)s:%(first)s"),
            N_("give this one another id"),
            id=name,
            file=file,
            first=first,
        )
    seen.setdefault(name, (path, line))


def _kind(path: str, assessment: Assessment, findings: Findings) -> None:
    wanted = "final" if path.startswith("assessments/") else "check"
    if assessment.kind != wanted:
        findings.fault(
            path,
            assessment.line,
            N_("an assessment in this place is a “%(wanted)s”"),
            N_("write “kind: %(wanted)s”, or move the file"),
            wanted=wanted,
        )
    elif wanted == "check" and (assessment.attempts or assessment.blueprint or assessment.policy):
        findings.fault(
            path,
            assessment.line,
            N_("a check has neither a blueprint nor rules for its attempts"),
            N_("remove them, or make it a final"),
        )
    if wanted == "final" and assessment.id != PurePosixPath(path).stem:
        findings.fault(
            path,
            assessment.line,
            N_("the id “%(id)s” is not the name of the file"),
            N_("give both the same name"),
            id=assessment.id,
        )


def _question(path: str, question: Question, course: Course, findings: Findings) -> None:
    outcomes = {name for name, _ in course.outcomes}
    sources = {source.id for source in course.sources}
    if question.outcome and question.outcome not in outcomes:
        unknown(path, question.line, "outcome", question.outcome, outcomes, findings)
    for source in question.sources:
        if source not in sources:
            unknown(path, question.line, "source", source, sources, findings)
    for flaw in question_type(question.type).flaws(question.data):
        line = question.line_of(*flaw.path)
        findings.fault(path, line, flaw.what, flaw.mend, **flaw.params)
    _named_once(path, question, findings)
    _languages(path, question, course, findings)
    said: dict[tuple[str, str], str] = {}
    for spoken in question.spoken:
        _plain(spoken.phrase, findings)
        if spoken.part in {"prompt", "feedback", "levels"}:
            continue
        first = said.setdefault((spoken.part, spoken.phrase.text), spoken.id)
        if first != spoken.id and question.type != "scenario":
            findings.fault(
                path,
                spoken.phrase.line,
                N_("the choices “%(first)s” and “%(second)s” say the same"),
                N_("word one of them otherwise"),
                first=first,
                second=spoken.id,
            )


def _named_once(path: str, question: Question, findings: Findings) -> None:
    seen: set[str] = set()
    lists: set[tuple[str, str]] = set()
    together = {name for name, _ in names_of(question.data)}
    for spoken in question.spoken:
        if spoken.part in {"prompt", "feedback"}:
            continue
        shared = spoken.id in together and spoken.part in {"choices", "reasons", "items"}
        twice = spoken.id in seen if shared else (spoken.part, spoken.id) in lists
        if twice:
            findings.fault(
                path,
                spoken.phrase.line,
                N_("the question “%(question)s” has two choices “%(id)s”"),
                N_("give one of them another id"),
                question=question.id,
                id=spoken.id,
            )
        if shared:
            seen.add(spoken.id)
        lists.add((spoken.part, spoken.id))


def _languages(path: str, question: Question, course: Course, findings: Findings) -> None:
    """Note accepted answers that nobody can give, and languages that have none."""
    accepted = question.data.get("accepted")
    if accepted is None:
        return
    for language in accepted:
        if language not in course.languages:
            findings.fault(
                path,
                question.line_of("accepted", language),
                N_("the course is not written in “%(language)s”"),
                N_("use one of %(known)s"),
                language=language,
                known=", ".join(course.languages),
            )
    if course.source_language not in accepted:
        findings.fault(
            path,
            question.line_of("accepted"),
            N_("no answer is accepted in the language of the course, “%(language)s”"),
            N_("add the answers of that language"),
            language=course.source_language,
        )
    for language in course.languages:
        if language not in accepted and language != course.source_language:
            findings.warn(
                path,
                question.line_of("accepted"),
                N_("no answer to “%(question)s” is accepted in “%(language)s”"),
                N_("add some; until then learners are not offered this language"),
                question=question.id,
                language=language,
            )


def _plain(phrase: Phrase, findings: Findings) -> None:
    if "**" in phrase.text or CITATION.search(phrase.text):
        findings.fault(
            phrase.file,
            phrase.line,
            N_("questions are plain text, and this one has marks of Markdown"),
            N_("remove the asterisks and citations; name sources under “sources”"),
        )
