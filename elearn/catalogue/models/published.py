"""Published courses: a version never changes after it is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from elearn.orm import Base, Document, Id, Instant


class Course(Base):
    """A course, whatever its versions."""

    __tablename__ = "course"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    """The id in course.yaml and the name of its folder."""
    code: Mapped[str] = mapped_column(String(16))
    """What people call it for short, such as C1; that of the newest version."""


class CourseVersion(Base):
    """One publication of a course."""

    __tablename__ = "course_version"
    __table_args__ = (
        UniqueConstraint("course_id", "version"),
        CheckConstraint("version > 0", name="version_counts_from_one"),
    )

    id: Mapped[Id]
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"))
    version: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the content that was compiled; the same content has the same hash anywhere."""
    published_at: Mapped[datetime] = mapped_column(Instant)
    source_language: Mapped[str] = mapped_column(String(16))
    manifest: Mapped[dict[str, Any]] = mapped_column(Document, deferred=True)
    """The outline without its words."""
    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)


class VersionLanguage(Base):
    """A version in one of its languages."""

    __tablename__ = "version_language"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    language: Mapped[str] = mapped_column(String(16))
    offered: Mapped[bool]
    """Whether everything graded and every title is translated; else learners do not see it."""
    texts: Mapped[dict[str, str]] = mapped_column(Document)
    """Titles, summary, outcomes and sources, by the keys of `Outline.text`."""
    translated: Mapped[int]
    total: Mapped[int]
    fuzzy: Mapped[int]


class LessonText(Base):
    """A lesson compiled in one language."""

    __tablename__ = "lesson_text"
    __table_args__ = (UniqueConstraint("version_id", "lesson_id", "language"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    lesson_id: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    html: Mapped[str]
    """Sanitised at publication; safe as it stands."""
    blocks: Mapped[dict[str, Any]] = mapped_column(Document)
    """The title, the blocks with their languages, and the references."""


class AssessmentDefinition(Base):
    """An assessment of a version."""

    __tablename__ = "assessment_definition"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("kind IN ('check', 'final')", name="kind_is_known"),
    )

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    key: Mapped[str] = mapped_column(String(64))
    module_key: Mapped[str | None] = mapped_column(String(64))
    """The module it checks; a final has none."""
    kind: Mapped[str] = mapped_column(String(16))
    position: Mapped[int]
    policy: Mapped[dict[str, Any]] = mapped_column(Document)
    """Pass mark, attempts, blueprint."""


class QuestionDefinition(Base):
    """A question of an assessment, with its key."""

    __tablename__ = "question_definition"
    __table_args__ = (
        UniqueConstraint("assessment_id", "key"),
        Index("ix_question_definition_content_hash", "content_hash"),
    )

    id: Mapped[Id]
    assessment_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_definition.id", ondelete="RESTRICT")
    )
    key: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    type: Mapped[str] = mapped_column(String(32))
    definition: Mapped[dict[str, Any]] = mapped_column(Document)
    """Choice ids, which are correct, outcome, difficulty, shuffle, sources."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the definition and source text: statistics may be joined over versions by it."""


class QuestionText(Base):
    """A question's words in a language in which all of them are there."""

    __tablename__ = "question_text"
    __table_args__ = (UniqueConstraint("question_id", "language"),)

    id: Mapped[Id]
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question_definition.id", ondelete="RESTRICT")
    )
    language: Mapped[str] = mapped_column(String(16))
    texts: Mapped[dict[str, Any]] = mapped_column(Document)
    """prompt, choices and feedback by choice id."""


class MediaFile(Base):
    """A picture, film, sound or caption of a version."""

    __tablename__ = "media_file"
    __table_args__ = (
        UniqueConstraint("version_id", "path"),
        Index("ix_media_file_digest", "digest"),
    )

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    path: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the data, and its address."""
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PackFile(Base):
    """A file of the pack as it was published, so that it can be given back as it came."""

    __tablename__ = "pack_file"
    __table_args__ = (UniqueConstraint("version_id", "path"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    path: Mapped[str] = mapped_column(String(200))
    """Within the pack; media stand in MediaFile."""
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
