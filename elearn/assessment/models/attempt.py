"""Attempts, and the answers given in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.assessment.rules import AttemptStatus, Paper
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
            "(scaled IS NULL) = (passed IS NULL) AND (scaled IS NULL) = (points IS NULL)"
            " AND (submitted_at IS NOT NULL OR scaled IS NULL)",
            name="scored_when_closed",
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
    expires_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When the time for it ends; None where there is no limit."""
    seed: Mapped[str] = mapped_column(String(32))
    """What the paper was drawn and shuffled by."""
    paper: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    """The questions in order, each with the order of its parts and its content hash."""
    points: Mapped[dict[str, float] | None] = mapped_column(Document)
    """What each answer was worth when the attempt was scored; None until then."""
    raw: Mapped[float | None]
    """Points won; None while the attempt is open or an answer waits for its mark."""
    max: Mapped[float | None]
    scaled: Mapped[float | None]
    passed: Mapped[bool | None]

    @property
    def status(self) -> AttemptStatus:
        """How far it is."""
        if self.submitted_at is None:
            return AttemptStatus.OPEN
        return AttemptStatus.SUBMITTED if self.scaled is None else AttemptStatus.CLOSED

    def expired(self, now: datetime) -> bool:
        """Return whether it is open and its time has ended."""
        return self.submitted_at is None and self.expires_at is not None and now >= self.expires_at

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
    response: Mapped[dict[str, Any]] = mapped_column(Document)
    """What was answered, as the type of the question has it; empty parts were taken back."""
    language: Mapped[str] = mapped_column(String(8))
    """The language in which the question was read when this was chosen."""
    revision: Mapped[int]
    """1 for the first answer, counted up when another is given; a repeat leaves it."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
