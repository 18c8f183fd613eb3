"""Issuing certificates: frozen once, the same for whoever asks again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn import audit
from elearn.certification.formats.pdf import ScriptNotCovered, require_printable
from elearn.certification.models import Certificate
from elearn.certification.queries import statement_of, without_certificate
from elearn.certification.rules import codes
from elearn.certification.rules.statement import fingerprint, record


@dataclass(frozen=True, slots=True)
class Refused:
    """A completed enrolment whose certificate cannot be issued yet, and why."""

    enrolment_id: int
    why: ScriptNotCovered


@dataclass(frozen=True, slots=True)
class Issued:
    """What a catch-up came to: certificates issued, those refused, and where to go on."""

    count: int
    refused: tuple[Refused, ...]
    last: int | None
    """The highest enrolment looked at; None when there was nothing left."""


def issue(session: Session, *, enrolment_id: int, now: datetime) -> Certificate:
    """Return the certificate of a completed enrolment, issuing it if there is none yet.

    Two who ask at once get the same one. Raises NotCompleted, and ScriptNotCovered before anything
    is issued when the person's name could not be printed.
    """
    issued = _of(session, enrolment_id)
    if issued is not None:
        return issued
    person_id, statement = statement_of(session, enrolment_id)
    for name in (statement.holder.name, statement.holder.name_latin):
        require_printable(name or "")
    payload = record(statement)
    values = {
        "code": codes.make(secrets.token_bytes(codes.RANDOM_CHARACTERS)),
        "enrolment_id": enrolment_id,
        "person_id": person_id,
        "payload": payload,
        "payload_hash": fingerprint(payload),
        "issued_at": now,
    }
    known = session.connection().dialect.name == "sqlite"
    insert = (sqlite.insert if known else postgresql.insert)(Certificate).values(**values)
    written = session.execute(
        insert.on_conflict_do_nothing(index_elements=["enrolment_id"]).returning(Certificate.id)
    ).scalar()
    if written is not None:
        subject = f"enrolment:{enrolment_id}"
        audit.record(session, actor_id=None, action="certificate.issued", subject=subject, now=now)
    certificate = _of(session, enrolment_id)
    if certificate is None:
        message = "a certificate that was just written is not there"
        raise LookupError(message)
    return certificate


def issue_missing(
    session: Session,
    *,
    now: datetime,
    person_id: int | None = None,
    after: int = 0,
    limit: int = 100,
) -> Issued:
    """Issue what completed enrolments still lack, up to `limit`, of one person or of everybody.

    A name that cannot be printed holds up nobody else's certificate: it is listed as refused.
    """
    waiting: Sequence[int] = without_certificate(
        session, person_id=person_id, after=after, limit=limit
    )
    refused: list[Refused] = []
    for enrolment_id in waiting:
        try:
            issue(session, enrolment_id=enrolment_id, now=now)
        except ScriptNotCovered as error:
            refused.append(Refused(enrolment_id, error))
    last = waiting[-1] if waiting else None
    return Issued(len(waiting) - len(refused), tuple(refused), last)


def _of(session: Session, enrolment_id: int) -> Certificate | None:
    return session.scalars(
        select(Certificate).where(Certificate.enrolment_id == enrolment_id)
    ).one_or_none()
