"""Published reports: what a charter told the council or the public of a period, kept as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant


class CharterReport(Base):
    """How people stood with a charter's requirements when a period ended; never made again.

    A second one of the same period would tell by its differences who was recorded in between.
    """

    __tablename__ = "charter_report"
    __table_args__ = (UniqueConstraint("charter_id", "period"),)

    id: Mapped[Id]
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    period: Mapped[str] = mapped_column(String(8))
    """The label of `rules.ReportPeriod`: `2026`, `2026-Q3` or `2026-09`."""
    as_of: Mapped[date]
    """The last day of the period; a civil day where the charter's organisation is."""
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    """The tables, requirement by requirement; what is hidden in them is not in here either."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """The SHA-256 of the document, by which a copy can be held against it."""
    published_at: Mapped[datetime] = mapped_column(Instant)
    """By what was on record then."""
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """None for the command line."""
