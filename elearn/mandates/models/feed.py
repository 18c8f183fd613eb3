"""The personal address under which a calendar program finds somebody's duties."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id, Instant


class CalendarFeed(Base):
    """A person has at most one; ended, it is gone."""

    __tablename__ = "calendar_feed"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), unique=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the secret part of the address, which is kept nowhere."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    """When this address was made; a new one replaces the old."""
