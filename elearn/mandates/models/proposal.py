"""What somebody proposes a charter should say, until a second person approves it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from elearn.mandates.models.charter import one_of
from elearn.mandates.rules import PROPOSAL_STATES
from elearn.orm import Base, Id, Instant, new_public_id


class CharterProposal(Base):
    """A text that may become a version of a charter; while it is open it binds nobody."""

    __tablename__ = "charter_proposal"
    __table_args__ = (
        one_of("state", PROPOSAL_STATES),
        CheckConstraint("revision > 0", name="revision_positive"),
        CheckConstraint(
            "(state = 'approved') = (version IS NOT NULL)", name="version_when_approved"
        ),
        Index(
            "ix_charter_proposal_one_open",
            "organisation_id",
            "charter",
            unique=True,
            sqlite_where=sql("state = 'open'"),
            postgresql_where=sql("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    """Whose charter it is."""
    charter: Mapped[str] = mapped_column(String(64))
    """The code of the charter, which need not be there yet."""
    text: Mapped[str] = mapped_column(Text)
    """The YAML as it was typed, with whatever is wrong in it."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counted up with every change, so that nobody overwrites what they have not seen."""
    state: Mapped[str] = mapped_column(String(16), default="open")
    version: Mapped[int | None]
    """The version of the charter that it became; None unless it is approved."""
    proposed_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    edited_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Who changed the text last."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Who approved or withdrew it."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    updated_at: Mapped[datetime] = mapped_column(Instant)
    """When its text or its state changed last."""
