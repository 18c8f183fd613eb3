"""Questions that proved wrong after publication, and the scores that changed because of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.assessment.rules import Remedy
from elearn.orm import Base, Document, Id, Instant, new_public_id


class KeyCorrection(Base):
    """What was decided about one question of one version; the newest for a question counts."""

    __tablename__ = "key_correction"
    __table_args__ = (
        CheckConstraint(
            "remedy IN ({})".format(", ".join(f"'{remedy}'" for remedy in Remedy)),
            name="remedy_known",
        ),
        CheckConstraint("(remedy = 'key') = (key_version_id IS NOT NULL)", name="key_has_version"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("course_version.id", ondelete="RESTRICT"), index=True
    )
    assessment: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(64))
    remedy: Mapped[str] = mapped_column(String(16))
    key_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_version.id", ondelete="RESTRICT")
    )
    """The version of the course whose key counts instead."""
    reason: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    corrected_at: Mapped[datetime] = mapped_column(Instant)


class Regrade(Base):
    """The score of one attempt after one correction; the score before it stays in its own row."""

    __tablename__ = "regrade"
    __table_args__ = (UniqueConstraint("attempt_id", "correction_id"),)

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="RESTRICT"))
    correction_id: Mapped[int] = mapped_column(
        ForeignKey("key_correction.id", ondelete="RESTRICT"), index=True
    )
    points: Mapped[dict[str, float]] = mapped_column(Document)
    raw: Mapped[float]
    max: Mapped[float]
    scaled: Mapped[float]
    passed: Mapped[bool]
    """A pass that was won before stays one, whatever the new score."""
    regraded_at: Mapped[datetime] = mapped_column(Instant)
