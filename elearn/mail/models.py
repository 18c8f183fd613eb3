"""The table of messages; its columns are the log of what became of each, and no row is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id, Instant, new_public_id


class OutboxMessage(Base):
    """One message to one person, in plain text."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_natural"),
        Index(None, "sent_at", "next_try_at"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    """Stands in the Message-ID, the same at each attempt, so that a mail program knows it again."""
    person_id: Mapped[int] = mapped_column(index=True)
    """To whom; no foreign key, so the log outlives whom it speaks of."""
    address: Mapped[str | None] = mapped_column(String(254))
    """The e-mail address as it was then; None for who has none and gets it on paper."""
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)
    """A calendar file (RFC 5545) that goes with it."""
    digest_key: Mapped[str] = mapped_column(String(128), unique=True)
    """What it is, so that nobody gets it twice, e.g. `digest:17:2026-12-01`."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime] = mapped_column(Instant)
    """The first instant at which it may leave."""
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    """When it is its turn: `not_before`, and later than that after each attempt."""
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    printed_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was no longer true before anybody had got it; nobody tries to send it since."""
    failed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When an attempt failed last; empty again once it is sent."""
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(500), default="")
    """What the mail server, or the way there, said when an attempt failed last."""

    @property
    def untouched(self) -> bool:
        """Whether nobody has tried to send or print it yet, so that it may still change."""
        gone = self.sent_at or self.printed_at or self.withdrawn_at
        return not self.attempts and gone is None
