"""The calendars that organisations have recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant


class CalendarRecord(Base):
    """The calendar of an organisation as it was recorded once; the newest one counts."""

    __tablename__ = "calendar_record"
    __table_args__ = (Index(None, "organisation_id", "recorded_at"),)

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    """Whose it is; it holds for all below that have none of their own."""
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.calendar.WorkCalendar`."""
    recorded_at: Mapped[datetime] = mapped_column(Instant)
