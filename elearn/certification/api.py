"""The API of certificates: one's own, and any of which the caller has the number."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app

from elearn.certification.formats import pdf
from elearn.certification.models import Certificate
from elearn.certification.queries import certificate, certificates_of, without_certificate
from elearn.certification.schemas import (
    CertificateSchema,
    CertificatesSchema,
    LanguageSchema,
    certificate_body,
    sheet_of,
)
from elearn.certification.services import issue_missing
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.permissions import Permission, public, requires
from elearn.web.api import ApiBlueprint
from elearn.web.limits import limiter
from elearn.web.time import now

blueprint = ApiBlueprint("certification", __name__, description="Certificates and their proof")

STRANGERS = "60 per minute"


@blueprint.after_request
def keep_out_of_search_engines(response: Response) -> Response:
    """Tell search engines that certificates are nobody's but their holders'."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/me/certificates")
@requires(Permission.LEARN)
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, CertificatesSchema)
def my_certificates(wishes: dict[str, str]) -> dict[str, Any]:
    """List the caller's certificates, the newest first; what was missing is issued first."""
    person_id = current_person().person_id
    if without_certificate(db.session(), person_id=person_id):
        with transaction() as session:
            issue_missing(session, person_id=person_id, now=now())
    return {"items": [body(each, wishes) for each in certificates_of(db.session(), person_id)]}


@blueprint.get("/certificates/<code>")
@public
@limiter.limit(STRANGERS)
@blueprint.doc(security=[])
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, CertificateSchema)
@blueprint.alt_response(404, description="No certificate with this number was issued here")
@blueprint.alt_response(422, description="The number was copied wrongly")
@blueprint.alt_response(429, description="Asked too often")
def show(wishes: dict[str, str], code: str) -> dict[str, Any]:
    """Verify a certificate by its number: whoever has the number may see what it states."""
    return body(certificate(db.session(), code), wishes)


@blueprint.get("/certificates/<code>.pdf")
@public
@limiter.limit(STRANGERS)
@blueprint.doc(security=[])
@blueprint.arguments(LanguageSchema, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
@blueprint.alt_response(404, description="No certificate with this number was issued here")
@blueprint.alt_response(422, description="The number was copied wrongly")
@blueprint.alt_response(429, description="Asked too often")
def show_pdf(wishes: dict[str, str], code: str) -> Response:
    """Return the certificate as PDF/A-3a and PDF/UA-1, in any language of the service."""
    found = certificate(db.session(), code)
    sheet = sheet_of(found, language_of(wishes), public_url())
    made = pdf.render(sheet, issued_at=found.issued_at)
    headers = {"Content-Disposition": f'inline; filename="certificate-{found.code}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def body(found: Certificate, wishes: dict[str, str]) -> dict[str, Any]:
    """Return what the caller reads of a certificate."""
    return certificate_body(found, language_of(wishes), public_url())


def language_of(wishes: dict[str, str]) -> str:
    """Return the language that was asked for, else that of the request."""
    return wishes.get("lang") or current_language()


def public_url() -> str:
    """Return where people reach the service."""
    return str(current_app.config["ELEARN"].public_url)
