"""What people and programs get to read of a certificate: its words and its JSON."""

from elearn.certification.schemas.records import (
    CertificateSchema,
    CertificatesSchema,
    LanguageSchema,
    certificate_body,
)
from elearn.certification.schemas.wording import sheet_of

__all__ = [
    "CertificateSchema",
    "CertificatesSchema",
    "LanguageSchema",
    "certificate_body",
    "sheet_of",
]
