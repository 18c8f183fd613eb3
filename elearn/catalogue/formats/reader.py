"""Read a folder as a pack and check it whole: every fault at once, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from elearn.catalogue.formats import build
from elearn.catalogue.formats.checks import (
    Allowed,
    check_content,
    check_languages,
    check_norms,
    check_structure,
)
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.files import decoded, read_folder
from elearn.catalogue.formats.media import read_media
from elearn.catalogue.formats.pack import Assessment, Course, Lesson, Pack, Parts, Report
from elearn.catalogue.formats.po import read_po
from elearn.catalogue.formats.schema import validate
from elearn.catalogue.formats.yamldoc import Document, read_yaml
from elearn.errors import N_

LESSON = re.compile(r"modules/[^/]+/[^/]+\.md\Z")
WORKSHEET = re.compile(r"worksheets/[^/]+\.yaml\Z")
ASSESSMENT = re.compile(r"(modules/[^/]+/quiz|assessments/[^/]+)\.yaml\Z")
CATALOGUE = re.compile(r"locale/([^/]+)\.po\Z")
TERMS, ALLOW = "terms.yaml", "allow.yaml"
FENCE = "---"


def read_pack(folder: Path) -> Report:
    """Return the pack in the folder with everything found wrong in it.

    A folder that does not exist, or is none, is one fault.
    """
    findings = Findings()
    if not folder.is_dir():
        findings.fault(
            folder.name,
            None,
            N_("there is no such folder"),
            N_("name the folder that holds course.yaml"),
        )
        return Report(None, findings.sorted_faults(), ())
    return read_files(read_folder(folder, findings), findings, folder_name=folder.resolve().name)


def read_files(
    files: Mapping[str, bytes], findings: Findings | None = None, *, folder_name: str | None = None
) -> Report:
    """Return the pack made of these files (by path) with everything found wrong in it."""
    findings = findings or Findings()
    parts = _read_parts(files, findings)
    pack = None
    if parts.course:
        check_structure(files, parts.course, parts, findings, folder_name)
        found, whole = _assemble(files, parts.course, parts)
        check_content(found, findings, whole=whole)
        allowed = Allowed(found)
        check_norms(found, findings, allowed)
        check_languages(found, findings, allowed, whole=whole)
        if whole:
            allowed.note_unused(findings)
        pack = replace(found, sound=not findings.faults) if whole else None
    return Report(pack, findings.sorted_faults(), findings.sorted_warnings())


def _read_parts(files: Mapping[str, bytes], findings: Findings) -> Parts:
    parts = Parts(media=read_media(files, findings))
    if "course.yaml" not in files:
        findings.fault(
            "course.yaml", None, N_("this file is missing"), N_("a pack begins with course.yaml")
        )
    for path in files:
        if path == "course.yaml":
            document = _yaml(files, path, "course", findings)
            parts.course = build.course(document) if document else None
        elif path == TERMS:
            document = _yaml(files, path, "terms", findings)
            parts.terms = build.terms(document) if document else ()
        elif path == ALLOW:
            document = _yaml(files, path, "allow", findings)
            parts.allowances = build.allowances(document) if document else ()
        else:
            _read_part(files, path, parts, findings)
    return parts


def _read_part(files: Mapping[str, bytes], path: str, parts: Parts, findings: Findings) -> None:
    """Read a file of which a pack has several; any other is passed over."""
    if LESSON.match(path):
        parts.lessons[path] = _lesson(files, path, findings)
    elif ASSESSMENT.match(path):
        document = _yaml(files, path, "assessment", findings)
        parts.assessments[path] = build.assessment(document) if document else None
    elif WORKSHEET.match(path):
        document = _yaml(files, path, "worksheet", findings)
        parts.worksheets[path] = build.worksheet(document) if document else None
    elif match := CATALOGUE.match(path):
        text = decoded(files, path, findings)
        if text is not None:
            parts.catalogues[match[1]] = read_po(path, text, findings)


def _yaml(files: Mapping[str, bytes], path: str, part: str, findings: Findings) -> Document | None:
    text = decoded(files, path, findings)
    document = read_yaml(path, text, findings) if text is not None else None
    return document if document and validate(document, part, findings) else None


def _lesson(files: Mapping[str, bytes], path: str, findings: Findings) -> Lesson | None:
    text = decoded(files, path, findings)
    if text is None:
        return None
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if lines[0].rstrip() != FENCE or end is None:
        findings.fault(
            path,
            1,
            N_("the front matter is missing"),
            N_("begin with a line ---, then title and minutes, then a line ---"),
        )
        return None
    document = read_yaml(path, "\n".join(lines[1:end]), findings, first_line=2)
    if document is None or not validate(document, "lesson", findings):
        return None
    body = "\n".join(lines[end + 1 :])
    return build.lesson(PurePosixPath(path).stem, document, body, end + 2)


def _assemble(files: Mapping[str, bytes], course: Course, parts: Parts) -> tuple[Pack, bool]:
    """Return the pack of what could be read, and whether that is all of it."""
    lessons: dict[str, Lesson] = {}
    checks: dict[str, Assessment] = {}
    modules_of: dict[str, str] = {}
    whole = True
    for module in course.modules:
        for lesson_id, _ in module.lessons:
            lesson = parts.lessons.get(module.lesson_file(lesson_id))
            whole = whole and lesson is not None
            if lesson:
                lessons[lesson_id] = lesson
        check = parts.assessments.get(module.quiz_file) if module.quiz else None
        whole = whole and (check is not None or not module.quiz)
        if check:
            checks[check.id] = check
            modules_of[check.id] = module.id
    for key, _ in course.assessments:
        final = parts.assessments.get(f"assessments/{key}.yaml")
        whole = whole and final is not None
        if final:
            checks[final.id] = final
    found = [parts.worksheets.get(f"worksheets/{key}.yaml") for key, _ in course.worksheets]
    whole = whole and None not in found
    pack = Pack(
        files,
        course,
        lessons,
        checks,
        modules_of,
        parts.media,
        parts.catalogues,
        parts.terms,
        parts.allowances,
        tuple(each for each in found if each),
    )
    return pack, whole
