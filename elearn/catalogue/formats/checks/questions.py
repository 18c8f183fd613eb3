"""Assessments: keys that can be right, pools that are large enough, words that are plain."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.markdown import CITATION
from elearn.catalogue.formats.pack import Assessment, Course, Phrase, Question
from elearn.errors import N_

Seen = dict[str, tuple[str, int]]


def check_assessment(
    path: str, assessment: Assessment, course: Course, findings: Findings, seen: Seen
) -> None:
    """Note every fault of an assessment; `seen` holds the ids of the course so far."""
    _once(assessment.id, path, assessment.line, findings, seen)
    _kind(path, assessment, findings)
    _blueprint(path, assessment, course, findings)
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
    elif wanted == "check" and (assessment.attempts or assessment.blueprint):
        findings.fault(
            path,
            assessment.line,
            N_("a check has neither attempts nor blueprint"),
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


def _blueprint(path: str, assessment: Assessment, course: Course, findings: Findings) -> None:
    known = {name for name, _ in course.outcomes}
    pool = Counter(question.outcome for question in assessment.questions)
    drawn: set[str] = set()
    for outcome, items, line in assessment.blueprint:
        if outcome not in known:
            _unknown(path, line, "outcome", outcome, known, findings)
        elif outcome in drawn:
            findings.fault(
                path,
                line,
                N_("the outcome “%(outcome)s” is drawn twice"),
                N_("add the two numbers up in one line"),
                outcome=outcome,
            )
        elif pool[outcome] < items:
            findings.fault(
                path,
                line,
                N_("%(items)s questions on “%(outcome)s” are drawn from a pool of %(pool)s"),
                N_("write more questions on it, or draw fewer"),
                items=items,
                outcome=outcome,
                pool=pool[outcome],
            )
        drawn.add(outcome)


def _unknown(  # noqa: PLR0913, PLR0917  # one sentence with all its parts
    path: str, line: int, kind: str, name: str, known: set[str], findings: Findings
) -> None:
    findings.fault(
        path,
        line,
        N_("there is no %(kind)s “%(id)s” in course.yaml"),
        N_("name one of %(known)s"),
        kind=kind,
        id=name,
        known=", ".join(sorted(known)) or "—",
    )


def _question(path: str, question: Question, course: Course, findings: Findings) -> None:
    outcomes = {name for name, _ in course.outcomes}
    sources = {source.id for source in course.sources}
    if question.outcome and question.outcome not in outcomes:
        _unknown(path, question.line, "outcome", question.outcome, outcomes, findings)
    for source in question.sources:
        if source not in sources:
            _unknown(path, question.line, "source", source, sources, findings)
    _key(path, question, findings)
    seen: dict[str, int] = {}
    texts: dict[str, str] = {}
    for choice in question.choices:
        if choice.id in seen:
            findings.fault(
                path,
                choice.text.line,
                N_("the question “%(question)s” has two choices “%(id)s”"),
                N_("give one of them another id"),
                question=question.id,
                id=choice.id,
            )
        elif choice.text.text in texts:
            findings.fault(
                path,
                choice.text.line,
                N_("the choices “%(first)s” and “%(second)s” say the same"),
                N_("word one of them otherwise"),
                first=texts[choice.text.text],
                second=choice.id,
            )
        seen.setdefault(choice.id, choice.text.line)
        texts.setdefault(choice.text.text, choice.id)
        _plain(choice.text, findings)
        _plain(choice.feedback, findings)
    _plain(question.prompt, findings)


def _key(path: str, question: Question, findings: Findings) -> None:
    correct = sum(choice.correct for choice in question.choices)
    if correct == 0:
        findings.fault(
            path,
            question.line,
            N_("the question “%(question)s” has no correct choice"),
            N_("mark one “correct: true”"),
            question=question.id,
        )
    elif correct > 1 and question.type != "multiple_response":
        findings.fault(
            path,
            question.line,
            N_("the question “%(question)s” has %(correct)s correct choices and takes one"),
            N_("mark one alone, or make it multiple_response"),
            question=question.id,
            correct=correct,
        )
    if question.type == "true_false" and len(question.choices) != 2:  # noqa: PLR2004  # true and false
        findings.fault(
            path,
            question.line,
            N_("the question “%(question)s” is true or false and has %(count)s choices"),
            N_("leave two, or make it single_choice"),
            question=question.id,
            count=len(question.choices),
        )


def _plain(phrase: Phrase, findings: Findings) -> None:
    if "**" in phrase.text or CITATION.search(phrase.text):
        findings.fault(
            phrase.file,
            phrase.line,
            N_("questions are plain text, and this one has marks of Markdown"),
            N_("remove the asterisks and citations; name sources under “sources”"),
        )
