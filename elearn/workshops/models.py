"""The tables of live training: workshops, bookings, attendance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.catalogue.rules.languages import LANGUAGES
from elearn.orm import Base, Document, Id, Instant, new_public_id
from elearn.workshops.rules import PROVIDERS, Way


def _one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Return a named constraint that lets only these words into a text column."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Workshop(Base):
    """One meeting of people who learn together, planned by an organisation for those below it."""

    __tablename__ = "workshop"
    __table_args__ = (
        _one_of("language", LANGUAGES),
        _one_of("provider", PROVIDERS),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("place <> '' OR link <> ''", name="somewhere"),
        Index("ix_workshop_organisation_id_held_on", "organisation_id", "held_on"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    """The host: whoever works there or below on the day may book."""
    titles: Mapped[dict[str, str]] = mapped_column(Document)
    """The title in each language it has one in."""
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    held_on: Mapped[date]
    """The civil day of its start at its place."""
    time_zone: Mapped[str] = mapped_column(String(64))
    """The zone of its place, a name of the IANA database."""
    place: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(500))
    """Where to join from afar; shown to those who have a place. One of the two is never empty."""
    capacity: Mapped[int | None]
    """How many places there are; None for no limit."""
    language: Mapped[str] = mapped_column(String(8))
    """In which it is held."""
    provider: Mapped[str] = mapped_column(String(32))
    """A word of `learning.rules.PROVIDERS`."""
    courses: Mapped[list[str]] = mapped_column(Document)
    """Slugs of the courses it belongs to."""
    topics: Mapped[list[str]] = mapped_column(Document)
    """The subjects it covers, as charters name them."""
    minutes: Mapped[int]
    """Credited to who was there all the time; no more than it lasts."""
    trainer_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    """May be somebody from outside: the only one without a role who sees who has booked."""
    code_digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the code that is shown in the room; None until one is made."""
    revision: Mapped[int] = mapped_column(default=0)
    """How often it was changed, which calendars know as its sequence."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """None where the command line planned it."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)


class Booking(Base):
    """A person's wish for a place; the order of rows says who has one and who waits."""

    __tablename__ = "booking"
    __table_args__ = (
        Index(
            "ix_booking_one_open",
            "workshop_id",
            "person_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    booked_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the place was given back; a new booking is a new row, at the end of the line."""


class Attendance(Base):
    """Somebody was there for so many minutes; a correction withdraws this and adds another row."""

    __tablename__ = "attendance"
    __table_args__ = (
        _one_of("way", Way),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        Index(
            "ix_attendance_one_valid",
            "workshop_id",
            "person_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    minutes: Mapped[int]
    way: Mapped[str] = mapped_column(String(8))
    """A word of `rules.Way`."""
    marked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """The person themselves where it was a code; None where a file was read on the command line."""
    marked_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    """From then on it does not count, and neither do the minutes it reported."""
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
