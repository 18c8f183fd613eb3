"""What is achieved in an enrolment: facts that are added and never taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.learning.rules import Verb
from elearn.orm import Base, Id, Instant


class LessonProgress(Base):
    """A lesson opened, and later read."""

    __tablename__ = "lesson_progress"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "lesson_id"),
        CheckConstraint("status IN ('attempted', 'completed')", name="status_known"),
        CheckConstraint(
            "(status = 'completed') = (completed_at IS NOT NULL)", name="completed_dated"
        ),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"))
    lesson_id: Mapped[str] = mapped_column(String(64))
    """The id of the lesson in its course, the same in every language."""
    status: Mapped[str] = mapped_column(String(16))
    first_at: Mapped[datetime] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)


class Result(Base):
    """One result that an activity reported; rows are added, never changed."""

    __tablename__ = "result"
    __table_args__ = (
        CheckConstraint(
            "verb IN ({})".format(", ".join(f"'{verb}'" for verb in Verb)), name="verb_known"
        ),
        CheckConstraint("scaled IS NULL OR scaled BETWEEN 0 AND 1", name="scaled_share"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="RESTRICT"), index=True
    )
    activity: Mapped[str] = mapped_column(String(128))
    """What reported it, e.g. `assessment:final`."""
    verb: Mapped[str] = mapped_column(String(16))
    raw: Mapped[float | None]
    max: Mapped[float | None]
    scaled: Mapped[float | None]
    duration: Mapped[int | None]
    """Whole seconds spent, where the activity knows them."""
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    source_key: Mapped[str] = mapped_column(String(128), unique=True)
    """Names what is reported, so that reporting it again changes nothing."""


class Completion(Base):
    """The course was done in this enrolment; written once, when the rule was first met."""

    __tablename__ = "completion"

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="RESTRICT"), unique=True
    )
    completed_at: Mapped[datetime] = mapped_column(Instant, index=True)
    language: Mapped[str] = mapped_column(String(8))
    """The language in which the course was finished, as the learner last used it."""
