"""Enrolments: a person, a course, and the version they are pinned to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id, Instant, new_public_id


class Enrolment(Base):
    """One round of one person through one version of a course; a repeat is a new row."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "sequence"),
        CheckConstraint("sequence > 0", name="sequence_positive"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"), index=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("course_version.id", ondelete="RESTRICT"), index=True
    )
    """The version everything in this enrolment is measured against, for ever."""
    sequence: Mapped[int] = mapped_column(default=1)
    """1 for the first round, counted up for every repeat."""
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    last_lesson: Mapped[str | None] = mapped_column(String(64))
    """The lesson that was open last; together with the block, the place to go on."""
    last_block: Mapped[str | None] = mapped_column(String(64))
    """The block last read in it, the same in every language; None at its beginning."""
    last_at: Mapped[datetime | None] = mapped_column(Instant)
