"""The pages of certificates: one's own, and the public one where anyone can verify a number."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearn.certification.formats import pdf
from elearn.certification.models import Certificate
from elearn.certification.queries import (
    certificate,
    certificate_of,
    certificates_of,
    verify,
    without_certificate,
)
from elearn.certification.rules import codes
from elearn.certification.rules.sheet import Run, Sheet
from elearn.certification.rules.verdict import Verdict
from elearn.certification.schemas import article_in, instant, sheet_of, text_in
from elearn.certification.services import issue_missing
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.permissions import Permission, public, requires
from elearn.web.limits import limiter
from elearn.web.time import now

blueprint = Blueprint("certification", __name__, template_folder="templates")

STRANGERS = "60 per minute"
"""How often one address may ask about numbers; they cannot be guessed, this only spares us."""

STATUS = {
    Verdict.VALID: 200,
    Verdict.UNKNOWN: 404,
    Verdict.ALTERED: 404,
    Verdict.MISTYPED: 422,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate as a page shows it: the row, and its words in the language of the page."""

    certificate: Certificate
    sheet: Sheet

    @property
    def course(self) -> Run:
        """The title of the course."""
        course = self.certificate.statement.course
        return text_in(course.titles, self.sheet.language, course.source_language)


@blueprint.after_request
def keep_out_of_search_engines(response: Response) -> Response:
    """Tell search engines that certificates are nobody's but their holders'."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/certificates")
@requires(Permission.LEARN)
def mine() -> str:
    """List the reader's certificates, issuing first what is still missing."""
    person_id = current_person().person_id
    refused: list[str] = []
    if without_certificate(db.session(), person_id=person_id):
        with transaction() as session:
            issued = issue_missing(session, person_id=person_id, now=now())
        refused = [each.why.sentence(gettext) for each in issued.refused]
    held = [shown(each) for each in certificates_of(db.session(), person_id)]
    return render_template("certification/mine.html", held=held, refused=refused)


@blueprint.get("/certificates/<code>", endpoint="certificate")
@requires(Permission.LEARN)
def certificate_page(code: str) -> str:
    """Show one of the reader's own certificates, with its PDF in every language."""
    found = certificate_of(db.session(), current_person().person_id, code)
    return render_template("certification/certificate.html", shown=shown(found))


@blueprint.get("/certificates/<code>.pdf")
@public
@limiter.limit(STRANGERS)
def certificate_pdf(code: str) -> Response:
    """Answer with the PDF, in the language of `?lang=` or else of the reader."""
    found = certificate(db.session(), code)
    made = pdf.render(shown(found).sheet, issued_at=found.issued_at)
    return pdf_response(made, found.code)


@blueprint.get("/verify")
@public
@limiter.limit(STRANGERS)
def verify_form() -> ResponseReturnValue:
    """Ask for the number of a certificate; a number that could be one leads to its own page."""
    typed = request.args.get("code", "").strip()
    if not typed:
        asked = "code" in request.args
        return render_template("certification/form.html", missing=asked), 422 if asked else 200
    try:
        code = codes.parse(typed)
    except codes.CodeMistyped:
        return render_template("certification/form.html", mistyped=typed), 422
    return redirect(url_for("certification.verify", code=code), 303)


@blueprint.get("/verify/<code>", endpoint="verify")
@public
@limiter.limit(STRANGERS)
def verify_page(code: str) -> ResponseReturnValue:
    """Say whether the certificate with this number holds, and show it when it does."""
    found = verify(db.session(), code)
    if found.verdict is Verdict.MISTYPED:
        return render_template("certification/form.html", mistyped=code), STATUS[found.verdict]
    if found.certificate is None:
        return render_template("certification/unknown.html"), STATUS[found.verdict]
    statement = found.certificate.statement
    language = current_language()
    html = render_template(
        "certification/valid.html",
        shown=shown(found.certificate),
        statement=statement,
        checked=instant(now(), statement.time_zone, language),
        article=article_in(statement, language),
    )
    return html, STATUS[found.verdict]


def shown(found: Certificate) -> Shown:
    """Return the certificate with its words in the language of this request."""
    public_url = current_app.config["ELEARN"].public_url
    return Shown(found, sheet_of(found, current_language(), public_url))


def pdf_response(made: bytes, code: str) -> Response:
    """Return a PDF that opens in the browser and is saved under its number."""
    disposition = f'inline; filename="certificate-{code}.pdf"'
    return Response(made, mimetype="application/pdf", headers={"Content-Disposition": disposition})
