"""Compiled lessons, kept in the process."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.stored import lesson_of
from elearn.catalogue.models import LessonText
from elearn.catalogue.queries.cache import Kept
from elearn.catalogue.queries.errors import LessonNotFound
from elearn.catalogue.rules import CompiledLesson, Outline

LESSONS: Kept[CompiledLesson] = Kept(512)


def lesson_text(
    session: Session, outline: Outline, lesson_id: str, language: str
) -> CompiledLesson:
    """Return a lesson in the language, or in the source language when that is not offered.

    LessonNotFound when the course has no such lesson.
    """
    if outline.lesson(lesson_id) is None:
        raise LessonNotFound(lesson_id)
    shown = outline.language(language)
    key = (outline.version_id, outline.content_hash, lesson_id, shown)
    return LESSONS.get(key, lambda: _load(session, outline, lesson_id, shown))


def _load(session: Session, outline: Outline, lesson_id: str, language: str) -> CompiledLesson:
    statement = select(LessonText.html, LessonText.blocks).where(
        LessonText.version_id == outline.version_id,
        LessonText.lesson_id == lesson_id,
        LessonText.language == language,
    )
    html, document = session.execute(statement).one()
    return lesson_of(lesson_id, language, html, document)
