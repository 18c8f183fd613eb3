"""What programs get to read of certificates."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from elearn.certification.models import Certificate
from elearn.certification.rules.statement import chosen
from elearn.locales import LANGUAGES


class LanguageSchema(ma.Schema):
    """Which language the answer should speak."""

    lang = ma.fields.String(
        validate=ma.validate.OneOf(LANGUAGES),
        metadata={"description": "Language of titles and names; the original where there is none"},
    )


class CertificateSchema(ma.Schema):
    """A certificate: its status first, then what it states."""

    code = ma.fields.String(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(["valid"]))
    issued_at = ma.fields.AwareDateTime(required=True, format="iso")
    fingerprint = ma.fields.String(
        required=True, metadata={"description": "SHA-256 of `record` as canonical JSON"}
    )
    holder = ma.fields.String(required=True)
    issuer = ma.fields.String(required=True)
    course = ma.fields.String(required=True, metadata={"description": "Slug of the course"})
    title = ma.fields.String(required=True)
    title_language = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True)
    completed_on = ma.fields.Date(required=True)
    language = ma.fields.String(
        required=True, metadata={"description": "In which the course was completed"}
    )
    minutes = ma.fields.Integer(required=True)
    charter = ma.fields.String(allow_none=True)
    article = ma.fields.String(allow_none=True)
    verify_url = ma.fields.String(required=True)
    pdf_url = ma.fields.String(required=True)
    record = ma.fields.Dict(required=True, metadata={"description": "The frozen record, whole"})


class CertificatesSchema(ma.Schema):
    """The certificates of one person."""

    items = ma.fields.List(ma.fields.Nested(CertificateSchema), required=True)


def certificate_body(certificate: Certificate, language: str, public_url: str) -> dict[str, Any]:
    """Return what a program reads of a certificate, with titles in the language."""
    statement = certificate.statement
    ground, course = statement.ground, statement.course
    title_language, title = chosen(course.titles, language, course.source_language)
    issuer = chosen(statement.issuer.names, language, statement.issuer.language)[1]
    return {
        "code": certificate.code,
        "status": "valid",
        "issued_at": certificate.issued_at,
        "fingerprint": certificate.payload_hash,
        "holder": statement.holder.name,
        "issuer": issuer,
        "course": course.slug,
        "title": title,
        "title_language": title_language,
        "version": course.version,
        "completed_on": statement.completed_on,
        "language": statement.language,
        "minutes": course.minutes,
        "charter": ground.charter if ground else None,
        "article": ground.article if ground else None,
        "verify_url": f"{public_url}/verify/{certificate.code}",
        "pdf_url": f"{public_url}/api/v1/certificates/{certificate.code}.pdf",
        "record": certificate.payload,
    }
