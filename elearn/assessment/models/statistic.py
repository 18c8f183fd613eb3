"""Item statistics as last computed: a projection that can be computed anew at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant


class ItemStatistic(Base):
    """What the closed attempts tell of one question, in one language or in all."""

    __tablename__ = "item_statistic"
    __table_args__ = (UniqueConstraint("version_id", "assessment", "question", "language"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id", ondelete="RESTRICT"))
    assessment: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(String(64))
    """Empty for the assessment as a whole."""
    language: Mapped[str] = mapped_column(String(8))
    """That in which the answers were given; empty for all of them."""
    statistics: Mapped[dict[str, Any]] = mapped_column(Document)
    computed_at: Mapped[datetime] = mapped_column(Instant)
