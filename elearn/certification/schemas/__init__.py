"""What people and programs get to read of a certificate: its words and its JSON."""

from elearn.certification.schemas.facts import instant
from elearn.certification.schemas.records import (
    CertificateSchema,
    CertificatesSchema,
    LanguageSchema,
    certificate_body,
)
from elearn.certification.schemas.runs import text_in
from elearn.certification.schemas.wording import ArticleWords, article_in, sheet_of

__all__ = [
    "ArticleWords",
    "CertificateSchema",
    "CertificatesSchema",
    "LanguageSchema",
    "article_in",
    "certificate_body",
    "instant",
    "sheet_of",
    "text_in",
]
