"""Marks: what a trainer found an answer to be worth, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant, new_public_id


class Mark(Base):
    """One mark of one answer by one trainer; a second thought is a new row, never a change."""

    __tablename__ = "mark"
    __table_args__ = (
        Index("ix_mark_attempt_id_question", "attempt_id", "question"),
        CheckConstraint("points BETWEEN 0 AND 1", name="points_share"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"))
    question: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    """The trainer. Of several marks by one trainer the newest counts."""
    levels: Mapped[dict[str, str]] = mapped_column(Document)
    """The level reached for each criterion of the rubric, by ids."""
    points: Mapped[float]
    """Their worth, as a share of 1."""
    reason: Mapped[str] = mapped_column(Text)
    """In the trainer's words; the learner reads it."""
    marked_at: Mapped[datetime] = mapped_column(Instant)
