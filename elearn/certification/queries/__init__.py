"""Reads of certificates, and of what a new one will say."""

from elearn.certification.queries.certificates import (
    CertificateNotFound,
    Verification,
    certificate,
    certificate_of,
    certificates_of,
    verify,
    without_certificate,
)
from elearn.certification.queries.facts import NotCompleted, statement_of

__all__ = [
    "CertificateNotFound",
    "NotCompleted",
    "Verification",
    "certificate",
    "certificate_of",
    "certificates_of",
    "statement_of",
    "verify",
    "without_certificate",
]
