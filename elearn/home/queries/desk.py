"""The desk: every published version of every course, with the state of each of its languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion, VersionLanguage
from elearn.catalogue.rules import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far one language of a version is."""

    language: str
    offered: bool
    """Whether learners may choose it: everything graded is translated and up to date."""
    translated: int
    total: int
    fuzzy: int
    """Blocks whose source has changed since they were translated."""
    is_source: bool


@dataclass(frozen=True, slots=True)
class DeskVersion:
    """One version of a course."""

    slug: str
    code: str
    title: Text
    version: int
    published_at: datetime
    languages: tuple[LanguageState, ...]


def desk(session: Session, language: str) -> list[DeskVersion]:
    """Return every version, by course, the newest first; titles in the language where there are."""
    rows = session.execute(
        select(Course, CourseVersion, VersionLanguage)
        .join(CourseVersion, CourseVersion.course_id == Course.id)
        .join(VersionLanguage, VersionLanguage.version_id == CourseVersion.id)
        .order_by(Course.code, CourseVersion.version.desc())
    ).all()
    return [
        _version(course, version, [row[2] for row in states], language)
        for (course, version), states in groupby(rows, key=lambda row: (row[0], row[1]))
    ]


def _version(
    course: Course, version: CourseVersion, states: list[VersionLanguage], language: str
) -> DeskVersion:
    titles = {state.language: state.texts.get("course.title") for state in states}
    spoken = language if titles.get(language) else version.source_language
    order = {code: place for place, code in enumerate(LANGUAGES)}
    states.sort(
        key=lambda state: (state.language != version.source_language, order[state.language])
    )
    return DeskVersion(
        slug=course.slug,
        code=course.code,
        title=Text(titles[spoken] or course.slug, spoken),
        version=version.version,
        published_at=version.published_at,
        languages=tuple(
            LanguageState(
                language=state.language,
                offered=state.offered,
                translated=state.translated,
                total=state.total,
                fuzzy=state.fuzzy,
                is_source=state.language == version.source_language,
            )
            for state in states
        ),
    )
