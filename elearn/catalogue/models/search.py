"""What the catalogue is searched by: made anew of the newest version of every course.

The stems themselves stand in `search_text`, which each database keeps in its own way (SQLite as an
FTS5 table, PostgreSQL as `tsvector` with a GIN index) and which is therefore no mapped class: see
`queries/fulltext.py`.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id


class SearchEntry(Base):
    """A course, or a lesson of it, in one language, as it can be found."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("course_id", "language", "lesson_id"),)

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(16))
    lesson_id: Mapped[str] = mapped_column(String(64))
    """Empty for the course itself."""
    title: Mapped[str]
    text: Mapped[str] = mapped_column(deferred=True)
    """The words without marks, of which an excerpt is shown."""


class SearchWord(Base):
    """A word that some entry of a language says, so that a slip of the finger can be mended."""

    __tablename__ = "search_word"
    __table_args__ = (
        UniqueConstraint("language", "surface"),
        Index("ix_search_word_language_stem", "language", "stem"),
    )

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(String(16))
    surface: Mapped[str] = mapped_column(String(64))
    """The word without case and accents."""
    stem: Mapped[str] = mapped_column(String(64))


class CourseTopic(Base):
    """What a course is about, and what it is offered in, for filters."""

    __tablename__ = "course_topic"
    __table_args__ = (
        UniqueConstraint("kind", "key", "course_id"),
        CheckConstraint("kind IN ('right', 'sdg', 'instrument', 'language')", name="kind_is_known"),
    )

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
