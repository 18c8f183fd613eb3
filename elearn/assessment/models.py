"""The tables of attempts and of the answers given in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.assessment.rules import Paper
from elearn.orm import Base, Document, Id, Instant, new_public_id


class Attempt(Base):
    """One try at an assessment; a repeat is a new row, and a closed one never changes."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "assessment", "number"),
        Index(
            "ix_attempt_one_open",
            "enrolment_id",
            "assessment",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint(
            "(submitted_at IS NULL) = (scaled IS NULL)"
            " AND (submitted_at IS NULL) = (passed IS NULL)",
            name="closed_scored",
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"))
    assessment: Mapped[str] = mapped_column(String(64))
    """The key of the assessment in the version that the enrolment is pinned to."""
    number: Mapped[int]
    """1 for the first try at this assessment in this enrolment, counted up."""
    started_at: Mapped[datetime] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    """None while the attempt is open."""
    seed: Mapped[str] = mapped_column(String(32))
    """What the paper was drawn and shuffled by."""
    paper: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    """The questions in order, each with the order of its choices and its content hash."""
    raw: Mapped[float | None]
    max: Mapped[float | None]
    scaled: Mapped[float | None]
    passed: Mapped[bool | None]

    @property
    def sheet(self) -> Paper:
        """The paper as the rules know it."""
        return Paper.from_document(self.paper)


class Answer(Base):
    """The answer to one question of an attempt, as last acknowledged."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question"),
        CheckConstraint("revision > 0", name="revision_positive"),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"))
    question: Mapped[str] = mapped_column(String(64))
    choices: Mapped[list[str]] = mapped_column(Document)
    """Ids of the choices in the author's order; empty where the answer was taken back."""
    language: Mapped[str] = mapped_column(String(8))
    """The language in which the question was read when this was chosen."""
    revision: Mapped[int]
    """1 for the first answer, counted up when another is chosen; a repeat leaves it."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
