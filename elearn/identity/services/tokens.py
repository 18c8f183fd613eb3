"""Bearer tokens of the API: shown once, kept as a digest, short-lived, revocable."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import AccessToken

LIFETIME = timedelta(hours=12)
BYTES = 32


def digest_of(token: str) -> str:
    """Return what is kept of a token: one cannot be made from the other."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_token(session: Session, *, person_id: int, now: datetime) -> tuple[str, datetime]:
    """Return a new token of 256 random bits and the instant at which it expires."""
    token = secrets.token_urlsafe(BYTES)
    expires_at = now + LIFETIME
    session.add(
        AccessToken(
            person_id=person_id, digest=digest_of(token), created_at=now, expires_at=expires_at
        )
    )
    session.flush()
    return token, expires_at


def revoke_token(session: Session, *, token: str, now: datetime) -> None:
    """End a token at once; one that has ended stays as it is."""
    kept = session.scalars(
        select(AccessToken).where(AccessToken.digest == digest_of(token))
    ).one_or_none()
    if kept is not None and kept.revoked_at is None:
        kept.revoked_at = now
