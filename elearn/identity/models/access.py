"""Roles granted, tokens of the API, and uploads that wait for a confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.identity.models.organisation import one_of
from elearn.orm import Base, Document, Id, Instant, new_public_id
from elearn.permissions import Role


class RoleGrant(Base):
    """A role a person holds on an organisation and everything below it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role),
        UniqueConstraint("person_id", "organisation_id", "role"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    role: Mapped[str] = mapped_column(String(16))


class AccessToken(Base):
    """A bearer token of the API; only its digest is kept."""

    __tablename__ = "access_token"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the token, in hexadecimal."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class RosterUpload(Base):
    """A roster uploaded in the browser, kept until its preview is confirmed or a day has passed."""

    __tablename__ = "roster_upload"

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    """Who uploaded it; nobody else can confirm it."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    options: Mapped[dict[str, Any]] = mapped_column(Document)
    """How it is to be read: encoding, order of dates, effective day."""
    created_at: Mapped[datetime] = mapped_column(Instant)
