"""Make the search of the catalogue anew: for a course that is published, or for all."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.catalogue.formats.analysis import IS_EAST_ASIAN, words
from elearn.catalogue.formats.lookup import tokens
from elearn.catalogue.formats.plain import plain
from elearn.catalogue.models import (
    CourseTopic,
    CourseVersion,
    LessonText,
    SearchEntry,
    SearchWord,
)
from elearn.catalogue.queries import courses, outline
from elearn.catalogue.queries.fulltext import forget, keep
from elearn.catalogue.rules import Outline

SHORTEST, LONGEST = 3, 64
"""Letters of the words that a slip may be mended to."""


def index_all(session: Session) -> int:
    """Make the whole search anew, in one transaction with what it replaces; return its entries."""
    versions = courses(session)
    session.execute(delete(SearchWord))
    return sum(index(session, version) for version in versions)


def index(session: Session, version: CourseVersion) -> int:
    """Make the search of one course anew, from this version of it; return how many entries."""
    _forget(session, version.course_id)
    course = outline(session, version.id, version.content_hash)
    entries = [
        each for language in course.languages for each in _entries(session, course, language)
    ]
    for entry in entries:
        entry.course_id = version.course_id
    session.add_all(entries)
    session.flush()
    said: dict[str, dict[str, str]] = {language: {} for language in course.languages}
    for entry in entries:
        found = [words(text, entry.language) for text in (entry.title, entry.text)]
        keep(session, entry.id, *(tokens(each, entry.language) for each in found))
        said[entry.language] |= {word.surface: word.stem for each in found for word in each}
    _words(session, said)
    session.add_all(
        CourseTopic(course_id=version.course_id, kind=kind, key=key)
        for kind, key in (
            *course.topics.pairs(),
            *(("language", language) for language in course.languages),
        )
    )
    session.flush()
    return len(entries)


def is_indexed(session: Session, course_id: int) -> bool:
    """Return whether the course can be found at all."""
    statement = select(SearchEntry.id).where(SearchEntry.course_id == course_id).limit(1)
    return session.execute(statement).first() is not None


def _forget(session: Session, course_id: int) -> None:
    ids = session.scalars(select(SearchEntry.id).where(SearchEntry.course_id == course_id)).all()
    if ids:
        forget(session, ids)
    session.execute(delete(SearchEntry).where(SearchEntry.course_id == course_id))
    session.execute(delete(CourseTopic).where(CourseTopic.course_id == course_id))


def _entries(session: Session, course: Outline, language: str) -> list[SearchEntry]:
    """Return the course and its lessons as they are found in the language."""
    said = course.texts[language]
    about = ["course.summary", "course.audience", *(f"outcome.{key}" for key in course.outcomes)]
    about += [f"module.{module.id}.title" for module in course.modules]
    texts = [said[key] for key in about if key in said]
    found = [
        SearchEntry(
            language=language, lesson_id="", title=said["course.title"], text="\n".join(texts)
        )
    ]
    statement = select(LessonText.lesson_id, LessonText.html).where(
        LessonText.version_id == course.version_id, LessonText.language == language
    )
    html = dict(session.execute(statement).all())
    found += [
        SearchEntry(
            language=language,
            lesson_id=lesson.id,
            title=said[f"lesson.{lesson.id}.title"],
            text=plain(html[lesson.id]),
        )
        for lesson in course.lessons
    ]
    return found


def _words(session: Session, said: dict[str, dict[str, str]]) -> None:
    """Add the words that no course has said before."""
    for language, found in said.items():
        known = set(
            session.scalars(select(SearchWord.surface).where(SearchWord.language == language))
        )
        session.add_all(
            SearchWord(language=language, surface=surface, stem=stem)
            for surface, stem in found.items()
            if surface not in known
            and SHORTEST <= len(surface) <= LONGEST
            and not IS_EAST_ASIAN.match(surface)
            and not surface.isdigit()
        )
