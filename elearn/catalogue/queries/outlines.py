"""The outline of a version, kept in the process: a version never changes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, undefer

from elearn.catalogue.formats.stored import worksheet_of
from elearn.catalogue.models import CourseVersion, VersionLanguage
from elearn.catalogue.queries.cache import Kept
from elearn.catalogue.rules import (
    AssessmentOutline,
    CompletionRule,
    LessonOutline,
    ModuleOutline,
    Outline,
    SourceOutline,
    Topics,
)

OUTLINES: Kept[Outline] = Kept(64)


def outline(session: Session, version_id: int, content_hash: str | None = None) -> Outline:
    """Return the outline of a version; NoResultFound when there is no such version.

    The hash is part of what it is kept by, so that another database with the same numbers never
    sees it. A caller that has the hash at hand saves the one statement that asks for it.
    """
    if content_hash is None:
        content_hash = _hash_of(session, version_id)
    return OUTLINES.get((version_id, content_hash), lambda: _load(session, version_id))


def _hash_of(session: Session, version_id: int) -> str:
    return session.get_one(CourseVersion, version_id).content_hash


def _load(session: Session, version_id: int) -> Outline:
    statement = (
        select(CourseVersion, VersionLanguage)
        .join(VersionLanguage, VersionLanguage.version_id == CourseVersion.id)
        .where(CourseVersion.id == version_id, VersionLanguage.offered)
        .options(undefer(CourseVersion.manifest))
        .order_by(VersionLanguage.id)
    )
    found = session.execute(statement, execution_options={"populate_existing": True}).all()
    if not found:
        raise NoResultFound
    version, rows = found[0][0], [row for _, row in found]
    manifest = version.manifest
    return Outline(
        content_hash=version.content_hash,
        version_id=version.id,
        slug=version.course.slug,
        code=manifest["code"],
        version=version.version,
        source_language=version.source_language,
        languages=tuple(row.language for row in rows),
        minutes=manifest["minutes"],
        outcomes=tuple(manifest["outcomes"]),
        modules=_modules(manifest["modules"]),
        assessments=tuple(_assessment(each) for each in manifest["assessments"]),
        completion=CompletionRule(
            manifest["completion"]["move_on"], tuple(manifest["completion"]["assessments"])
        ),
        sources=tuple(SourceOutline(**each) for each in manifest["sources"]),
        licence=manifest["licence"],
        terms=tuple(manifest.get("terms", ())),
        topics=Topics(**{kind: tuple(keys) for kind, keys in manifest.get("about", {}).items()}),
        worksheets=tuple(worksheet_of(each) for each in manifest.get("worksheets", ())),
        texts={row.language: row.texts for row in rows},
    )


def _modules(data: list[dict[str, Any]]) -> tuple[ModuleOutline, ...]:
    modules, position = [], 0
    for module in data:
        lessons = []
        for lesson in module["lessons"]:
            position += 1
            lessons.append(
                LessonOutline(
                    id=lesson["id"],
                    minutes=lesson["minutes"],
                    module_id=module["id"],
                    position=position,
                    outcomes=tuple(lesson["outcomes"]),
                )
            )
        modules.append(
            ModuleOutline(module["id"], module["minutes"], tuple(lessons), module["assessment"])
        )
    return tuple(modules)


def _assessment(data: dict[str, Any]) -> AssessmentOutline:
    return AssessmentOutline(
        key=data["key"],
        kind=data["kind"],
        module_id=data["module_id"],
        pass_mark=data["pass_mark"],
        attempts=data["attempts"],
        items=data["items"],
    )
