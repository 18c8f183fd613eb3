"""What is decided about one person: exemptions, and training that was done elsewhere."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.mandates.models.charter import one_of
from elearn.mandates.rules import PROVIDERS, REASONS, WAIVER_REASONS
from elearn.orm import Base, Document, Id, Instant, new_public_id


class ExemptionGrant(Base):
    """A person is excused for a time, for a reason that the charter knows.

    Of a sensitive reason only the code, the dates and the approver are kept, never the diagnosis.
    """

    __tablename__ = "exemption_grant"
    __table_args__ = (
        one_of("reason", REASONS),
        CheckConstraint(
            "waiver_reason IS NULL OR waiver_reason IN ({})".format(
                ", ".join(f"'{word}'" for word in WAIVER_REASONS)
            ),
            name="waiver_reason_known",
        ),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    requirement: Mapped[str | None] = mapped_column(String(64))
    """The code of the requirement; None for all of the charter that know the reason."""
    reason: Mapped[str] = mapped_column(String(32))
    """A word of `rules.REASONS`; personal data, sensitive where the charter says so."""
    waiver_reason: Mapped[str | None] = mapped_column(String(32))
    """Why it is waived, in cmi5's words; None for what is no waiver."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """The last day, included: an exemption always has one."""
    note: Mapped[str] = mapped_column(String(500), default="")
    """What the decision rests on; empty for a sensitive reason."""
    approved_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """From then on it has no effect; what was known before is not touched."""
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


class Recognition(Base):
    """Training done elsewhere that a reviewer found to count, or not to count."""

    __tablename__ = "recognition"
    __table_args__ = (
        one_of("provider", PROVIDERS),
        one_of("decision", ("accepted", "refused")),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("live_minutes BETWEEN 0 AND minutes", name="live_minutes_within"),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    """As it stands on the document."""
    provider: Mapped[str] = mapped_column(String(32))
    """A word of `rules.PROVIDERS`."""
    provider_name: Mapped[str] = mapped_column(String(200))
    completed_on: Mapped[date]
    """The day on the document."""
    minutes: Mapped[int]
    live_minutes: Mapped[int] = mapped_column(default=0)
    courses: Mapped[list[str]] = mapped_column(Document)
    """Slugs of the courses that it stands for."""
    topics: Mapped[list[str]] = mapped_column(Document)
    valid_until: Mapped[date | None]
    """The last day on which it can meet a period that begins; None for ever."""
    document_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the document that was seen, so that it is known again."""
    decision: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(500), default="")
    """Why it was decided so."""
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
