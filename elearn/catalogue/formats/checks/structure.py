"""Ids and files: everything named exists once, and everything there is named."""

from __future__ import annotations

from collections.abc import Mapping

from elearn.catalogue.formats.checks.ids import once
from elearn.catalogue.formats.checks.questions import check_assessment
from elearn.catalogue.formats.checks.worksheets import check_worksheet
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.pack import Course, Parts
from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_

FILE = "course.yaml"
KEPT = ("README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "CREDITS.md", "allow.yaml")
"""Files that belong to a pack and are not published."""


def check_structure(
    files: Mapping[str, bytes],
    course: Course,
    parts: Parts,
    findings: Findings,
    folder_name: str | None,
) -> None:
    """Note every fault of ids, files, languages, minutes and assessments."""
    if folder_name is not None and folder_name != course.id:
        findings.fault(
            FILE,
            course.lines["id"],
            N_("the id is “%(id)s” but the folder is “%(folder)s”"),
            N_("give both the same name"),
            id=course.id,
            folder=folder_name,
        )
    _languages(course, findings)
    _ids(course, findings)
    once(findings, "terms.yaml", "term", [(term.id, term.line) for term in parts.terms])
    _named_files(files, course, findings)
    _unnamed_files(files, course, findings)
    _minutes(course, parts, findings)
    _completion(course, parts, findings)
    _pretests(parts, findings)
    _instruments(course, findings)
    for sheet in parts.worksheets.values():
        if sheet:
            check_worksheet(sheet, findings)
    seen: dict[str, tuple[str, int]] = {}
    for path, assessment in parts.assessments.items():
        if assessment:
            check_assessment(path, assessment, course, findings, seen)


def _languages(course: Course, findings: Findings) -> None:
    if course.source_language not in course.languages:
        findings.fault(
            FILE,
            course.lines["languages"],
            N_("the source language “%(language)s” is not among the languages"),
            N_("add it to the list"),
            language=course.source_language,
        )
    for language in dict.fromkeys((course.source_language, *course.languages)):
        if language not in LANGUAGES:
            listed = language in course.languages
            findings.fault(
                FILE,
                course.lines["languages" if listed else "source_language"],
                N_("the language “%(language)s” is unknown"),
                N_("use some of %(known)s"),
                language=language,
                known=", ".join(LANGUAGES),
            )


def _instruments(course: Course, findings: Findings) -> None:
    sources = {source.id for source in course.sources}
    for name in course.topics.instruments:
        if name not in sources:
            findings.fault(
                FILE,
                course.lines["about"],
                N_("there is no source “%(id)s” in course.yaml"),
                N_("add it to the sources there, or mend the id"),
                id=name,
            )


def _ids(course: Course, findings: Findings) -> None:
    outcomes = [(name, phrase.line) for name, phrase in course.outcomes]
    once(findings, FILE, "outcome", outcomes)
    once(findings, FILE, "module", [(module.id, module.line) for module in course.modules])
    lessons = [each for module in course.modules for each in module.lessons]
    once(findings, FILE, "lesson", lessons)
    once(findings, FILE, "worksheet", course.worksheets)
    once(findings, FILE, "source", [(source.id, source.line) for source in course.sources])


def _named_files(files: Mapping[str, bytes], course: Course, findings: Findings) -> None:
    wanted: list[tuple[str, int]] = []
    for module in course.modules:
        wanted += [(module.lesson_file(lesson), line) for lesson, line in module.lessons]
        if module.quiz:
            wanted.append((module.quiz_file, module.line))
    wanted += [(f"assessments/{key}.yaml", line) for key, line in course.assessments]
    wanted += [(f"worksheets/{key}.yaml", line) for key, line in course.worksheets]
    for path, line in wanted:
        if path not in files:
            findings.fault(
                FILE,
                line,
                N_("the file %(path)s is missing"),
                N_("write it, or take its name out here"),
                path=path,
            )
    source = course.source_language
    for language in course.languages:
        path = f"locale/{language}.po"
        if language != source and path not in files:
            findings.fault(
                FILE,
                course.lines["languages"],
                N_("the file %(path)s is missing"),
                N_("make it with “elearn courses translate”, or take “%(language)s” out here"),
                path=path,
                language=language,
            )


def _unnamed_files(files: Mapping[str, bytes], course: Course, findings: Findings) -> None:
    named = {FILE, "terms.yaml", *(f"assessments/{key}.yaml" for key, _ in course.assessments)}
    for module in course.modules:
        named |= {module.lesson_file(lesson) for lesson, _ in module.lessons}
        if module.quiz:
            named.add(module.quiz_file)
    named |= {f"worksheets/{key}.yaml" for key, _ in course.worksheets}
    named |= {f"locale/{lang}.po" for lang in course.languages if lang != course.source_language}
    for path in files:
        if path in named or path in KEPT or path.startswith("media/"):
            continue
        findings.fault(
            path,
            None,
            N_("nothing names this file"),
            N_("name it in course.yaml, or remove it"),
        )


def _minutes(course: Course, parts: Parts, findings: Findings) -> None:
    modules = sum(module.minutes for module in course.modules)
    if modules > course.minutes:
        findings.warn(
            FILE,
            course.lines["minutes"],
            N_("the modules take %(sum)s minutes, the course only %(minutes)s"),
            N_("let the numbers add up"),
            sum=modules,
            minutes=course.minutes,
        )
    for module in course.modules:
        lessons = [parts.lessons.get(module.lesson_file(lesson)) for lesson, _ in module.lessons]
        total = sum(lesson.minutes for lesson in lessons if lesson)
        if total > module.minutes:
            findings.warn(
                FILE,
                module.line,
                N_("the lessons of “%(module)s” take %(sum)s minutes, the module only %(minutes)s"),
                N_("let the numbers add up"),
                module=module.id,
                sum=total,
                minutes=module.minutes,
            )


def _pretests(parts: Parts, findings: Findings) -> None:
    """Note finals whose gain is to be measured from something that is no check of the course."""
    found = [(path, each) for path, each in parts.assessments.items() if each]
    checks = sorted(each.id for _, each in found if each.kind == "check")
    for path, assessment in found:
        pretest = assessment.policy.get("pretest")
        if pretest and pretest not in checks:
            findings.fault(
                path,
                assessment.line,
                N_("the pretest “%(id)s” is no check of this course"),
                N_("name one of %(known)s"),
                id=pretest,
                known=", ".join(checks) or "—",
            )


def _completion(course: Course, parts: Parts, findings: Findings) -> None:
    known = {assessment.id for assessment in parts.assessments.values() if assessment}
    known |= {key for key, _ in course.assessments}
    for key, line in course.completion:
        if key not in known:
            findings.fault(
                FILE,
                line,
                N_("there is no assessment “%(id)s”"),
                N_("name one of %(known)s"),
                id=key,
                known=", ".join(sorted(known)) or "—",
            )
    if "Passed" in course.move_on and not course.completion:
        findings.fault(
            FILE,
            course.lines["completion"],
            N_("“%(move_on)s” asks for an assessment, and none is named"),
            N_("add “assessments” to the completion rule"),
            move_on=course.move_on,
        )
