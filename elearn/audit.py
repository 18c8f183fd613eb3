"""The trail of who did what to whose record; entries are added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.orm import Base, Document, Id, Instant


class AuditEntry(Base):
    """One thing done by one person, or by the service itself when no person is named."""

    __tablename__ = "audit_entry"

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    """The person who did it; no foreign key, so the trail outlives what it speaks of."""
    action: Mapped[str] = mapped_column(String(64))
    """A verb in the past tense with its feature, e.g. `people.imported`."""
    subject: Mapped[str] = mapped_column(String(255), index=True)
    """What it was done to, e.g. `organisation:baekdam`."""
    details: Mapped[dict[str, Any]] = mapped_column(Document)
    """Numbers and codes that explain the entry; no personal data."""


def record(  # noqa: PLR0913  # an entry has these six facts, all named at the call
    session: Session,
    *,
    actor_id: int | None,
    action: str,
    subject: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    """Add one entry to the trail, in the transaction of the thing it tells of."""
    session.add(
        AuditEntry(at=now, actor_id=actor_id, action=action, subject=subject, details=details or {})
    )
