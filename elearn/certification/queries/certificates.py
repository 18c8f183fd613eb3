"""Reads of certificates: by number for whoever has it, by person for their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certification.models import Certificate
from elearn.certification.rules import codes
from elearn.certification.rules.verdict import Verdict
from elearn.errors import N_, NotFound
from elearn.learning.models import Completion, Enrolment


class CertificateNotFound(NotFound):
    """No certificate has this number, or it is not the reader's own where only that is shown."""

    code = "certificate-not-found"

    def __init__(self) -> None:
        """Say the same in every case."""
        super().__init__(N_("No certificate with this number was issued here."))


@dataclass(frozen=True, slots=True)
class Verification:
    """What is found about a number; the certificate only when it is valid."""

    verdict: Verdict
    certificate: Certificate | None = None


def certificate(session: Session, typed: str) -> Certificate:
    """Return the certificate with the number that was typed.

    Raises CodeMistyped for what cannot be a number, and CertificateNotFound for one never issued
    (or whose record was altered).
    """
    found = _by_code(session, codes.parse(typed))
    if found is None or not found.is_unaltered:
        raise CertificateNotFound
    return found


def certificate_of(session: Session, person_id: int, typed: str) -> Certificate:
    """Return the person's own certificate; another person's does not exist here."""
    found = certificate(session, typed)
    if found.person_id != person_id:
        raise CertificateNotFound
    return found


def certificates_of(session: Session, person_id: int) -> Sequence[Certificate]:
    """Return the person's certificates, the newest first."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
    ).all()


def verify(session: Session, typed: str) -> Verification:
    """Return what can be said of the number that was typed; never raises for a wrong one."""
    try:
        code = codes.parse(typed)
    except codes.CodeMistyped:
        return Verification(Verdict.MISTYPED)
    found = _by_code(session, code)
    if found is None:
        return Verification(Verdict.UNKNOWN)
    if not found.is_unaltered:
        return Verification(Verdict.ALTERED)
    return Verification(Verdict.VALID, found)


def without_certificate(
    session: Session, *, person_id: int | None = None, after: int = 0, limit: int = 100
) -> Sequence[int]:
    """Return completed enrolments that have no certificate yet, by id, those above `after`."""
    statement = (
        select(Completion.enrolment_id)
        .outerjoin(Certificate, Certificate.enrolment_id == Completion.enrolment_id)
        .where(Certificate.id.is_(None), Completion.enrolment_id > after)
        .order_by(Completion.enrolment_id)
        .limit(limit)
    )
    if person_id is not None:
        statement = statement.join(Enrolment, Enrolment.id == Completion.enrolment_id).where(
            Enrolment.person_id == person_id
        )
    return session.scalars(statement).all()


def _by_code(session: Session, code: str) -> Certificate | None:
    return session.scalars(select(Certificate).where(Certificate.code == code)).one_or_none()
