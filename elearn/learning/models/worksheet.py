"""What learners write into the worksheets of a course: theirs alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant


class FilledWorksheet(Base):
    """A worksheet as one person filled it in, in one enrolment."""

    __tablename__ = "filled_worksheet"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "worksheet_id"),
        CheckConstraint("revision > 0", name="revision_positive"),
    )

    id: Mapped[Id]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="RESTRICT"))
    worksheet_id: Mapped[str] = mapped_column(String(64))
    """The id of the worksheet in its course, the same in every language."""
    answers: Mapped[dict[str, Any]] = mapped_column(Document)
    """Personal data, by the keys of cells: shown to the person and to nobody else."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counted up whenever it is saved, so that a second window notices."""
    saved_at: Mapped[datetime] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the person said that it is done; others may know this, and no more."""
