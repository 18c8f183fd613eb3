"""What organisations record that duties hang on: calendars, adhesions, accredited courses."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id, Instant


class Adhesion(Base):
    """An organisation has joined the charter of a wider one, by a norm of its own."""

    __tablename__ = "adhesion"
    __table_args__ = (
        UniqueConstraint("charter_id", "organisation_id", "adhered_on"),
        CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on > adhered_on", name="withdrawn_after_adhesion"
        ),
    )

    id: Mapped[Id]
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    adhered_on: Mapped[date]
    norm: Mapped[str] = mapped_column(String(300))
    """The ordinance or decision by which it joined."""
    withdrawn_on: Mapped[date | None]
    """The first day on which it is no longer bound."""
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    withdrawal_recorded_at: Mapped[datetime | None] = mapped_column(Instant, index=True)


class Accreditation(Base):
    """The owner of a charter has found a course good enough for it, for a time."""

    __tablename__ = "accreditation"
    __table_args__ = (
        UniqueConstraint("charter_id", "course_id", "granted_on"),
        CheckConstraint("expires_on >= granted_on", name="expires_after_grant"),
    )

    id: Mapped[Id]
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="RESTRICT"), index=True)
    granted_on: Mapped[date]
    expires_on: Mapped[date]
    """The last day: what is completed on it still counts."""
    accredited_by: Mapped[str] = mapped_column(String(200))
    """Who certified it, as the record says it."""
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)


class BodyDutyRecord(Base):
    """A body has done what it owes itself under a charter."""

    __tablename__ = "body_duty_record"
    __table_args__ = (UniqueConstraint("charter_id", "organisation_id", "code"),)

    id: Mapped[Id]
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    code: Mapped[str] = mapped_column(String(64))
    """As the charter names the duty."""
    done_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[datetime] = mapped_column(Instant)
