"""Certificates as they were issued; rows are added, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.certification.rules import codes
from elearn.certification.rules.statement import Statement, fingerprint, read
from elearn.orm import Base, Document, Id, Instant


class Certificate(Base):
    """One certificate: a number, and the frozen record of everything it says.

    There are no foreign keys: a certificate outlives whatever is done to what it speaks of.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("length(payload_hash) = 64", name="payload_hash_whole"),
        CheckConstraint(f"length(code) = {codes.WRITTEN_LENGTH}", name="code_whole"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(codes.WRITTEN_LENGTH), unique=True)
    """The number that is printed: unguessable, so whoever has it may see the certificate."""
    enrolment_id: Mapped[int] = mapped_column(unique=True)
    """The enrolment that was completed; one certificate each, whoever asks how often."""
    person_id: Mapped[int] = mapped_column(index=True)
    """Whose it is, to list a person's own; the name is in the record."""
    payload: Mapped[dict[str, Any]] = mapped_column(Document)
    """The record (rules.statement), in the form its `schema` names."""
    payload_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the record as canonical JSON when it was issued."""
    issued_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def statement(self) -> Statement:
        """The record, read."""
        return read(self.payload)

    @property
    def is_unaltered(self) -> bool:
        """Whether the stored record is, byte for byte, the one that was issued."""
        return fingerprint(self.payload) == self.payload_hash
