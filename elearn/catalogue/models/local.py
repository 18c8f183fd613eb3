"""What an organisation says of itself in the places that courses leave open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.catalogue.rules import PLACES
from elearn.orm import Base, Id, Instant

KNOWN = ", ".join(f"'{place}'" for place in PLACES)


class LocalText(Base):
    """The text of an organisation for one place, in one language; it holds for all below it."""

    __tablename__ = "local_text"
    __table_args__ = (
        UniqueConstraint("organisation_id", "place", "language"),
        CheckConstraint(f"place IN ({KNOWN})", name="place_is_known"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    place: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(16))
    text: Mapped[str]
    """Markdown, as it was written."""
    html: Mapped[str]
    """Sanitised when it was saved; safe as it stands."""
    changed_at: Mapped[datetime] = mapped_column(Instant)
