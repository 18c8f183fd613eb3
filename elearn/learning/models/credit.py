"""Minutes of training that an activity outside a course reports, such as a workshop attended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.learning.rules import PROVIDERS
from elearn.orm import Base, Document, Id, Instant


class Credit(Base):
    """Minutes credited to one person by one activity; withdrawn, never changed or deleted."""

    __tablename__ = "credit"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("live_minutes BETWEEN 0 AND minutes", name="live_minutes_within"),
        CheckConstraint(
            "provider IN ({})".format(", ".join(f"'{word}'" for word in PROVIDERS)),
            name="provider_known",
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    activity: Mapped[str] = mapped_column(String(128))
    """What reported it, e.g. `workshop:` and its public id."""
    title: Mapped[str] = mapped_column(String(300))
    """What the person reads it was, in the language it was held in."""
    credited_on: Mapped[date]
    """The civil day of the activity at its place."""
    minutes: Mapped[int]
    live_minutes: Mapped[int]
    """Those of them that were spent together with others."""
    provider: Mapped[str] = mapped_column(String(32))
    """A word of `rules.PROVIDERS`."""
    courses: Mapped[list[str]] = mapped_column(Document)
    """Slugs of the courses it belongs to; it does not complete them."""
    topics: Mapped[list[str]] = mapped_column(Document)
    """The subjects it covered, as charters name them."""
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """From then on it does not count; what was known before is not touched."""
    source_key: Mapped[str] = mapped_column(String(128), unique=True)
    """Names what is reported, so that reporting it again changes nothing."""
