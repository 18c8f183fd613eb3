"""Which reminders have been sent, so that none is sent twice."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.mail import OutboxMessage
from elearn.orm import Base, Id


class ReminderSent(Base):
    """One step of one obligation that one person has been told of in a message.

    A due day that moves, by a pause or a correction, has steps of its own.
    """

    __tablename__ = "reminder_sent"
    __table_args__ = (
        UniqueConstraint(
            "recipient_id",
            "person_id",
            "charter",
            "requirement",
            "period",
            "due_on",
            "step",
            name="uq_reminder_sent_recipient_id_person_id_step",
        ),
    )

    id: Mapped[Id]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Who is told."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Whose obligation it is: the same person, or one whom the recipient answers for."""
    charter: Mapped[str] = mapped_column(String(64))
    requirement: Mapped[str] = mapped_column(String(64))
    """The codes, which name the same duty through the versions of its charter."""
    period: Mapped[str] = mapped_column(String(32))
    due_on: Mapped[date]
    step: Mapped[str] = mapped_column(String(16))
    """A word of `rules.reminders`, e.g. `before:30` or `manager:7`."""
    message_id: Mapped[int] = mapped_column(
        ForeignKey(OutboxMessage.id, ondelete="RESTRICT"), index=True
    )
