"""The commands of certificates."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from elearn.certification.formats import pdf
from elearn.certification.queries import certificate, verify
from elearn.certification.rules.sheet import plain
from elearn.certification.rules.verdict import Verdict
from elearn.certification.schemas import sheet_of
from elearn.certification.services import issue_missing
from elearn.database import db, transaction
from elearn.locales import DEFAULT, LANGUAGES
from elearn.web.cli import in_app
from elearn.web.time import now

ANSWERS = {
    Verdict.VALID: "valid: issued here, and nothing in it has been changed.",
    Verdict.UNKNOWN: "unknown: no certificate with this number was issued here.",
    Verdict.MISTYPED: "mistyped: this is no certificate number; compare it with the certificate.",
    Verdict.ALTERED: "altered: the stored record is not what was issued; do not rely on it.",
}
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), default=DEFAULT, help="In which language."
)


@click.group()
def certificates() -> None:
    """Certificates: verify a number, issue what is missing, print one."""


@certificates.command("verify")
@click.argument("code")
@in_app
def verify_command(code: str) -> None:
    """Say whether the certificate with the number CODE holds; exit with 1 when it does not."""
    found = verify(db.session(), code)
    click.echo(f"{found.certificate.code if found.certificate else code}: {ANSWERS[found.verdict]}")
    if found.certificate is None:
        raise click.exceptions.Exit(1)
    click.echo(f"Fingerprint (SHA-256): {found.certificate.payload_hash}")


@certificates.command("issue-missing")
@in_app
def issue_missing_command() -> None:
    """Issue the certificates of all completions that have none yet."""
    count, refused, after = 0, 0, 0
    while True:
        with transaction() as session:
            issued = issue_missing(session, now=now(), after=after)
        if issued.last is None:
            break
        count, refused, after = count + issued.count, refused + len(issued.refused), issued.last
        for each in issued.refused:
            click.echo(str(each.why), err=True)
    click.echo(f"Certificates issued: {count}, refused: {refused}.")


@certificates.command()
@click.argument("code")
@click.option(
    "--pdf",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the PDF to this file.",
)
@language_option
@in_app
def show(code: str, *, file: Path | None, language: str) -> None:
    """Show what the certificate with the number CODE states, or write it as a PDF."""
    found = certificate(db.session(), code)
    sheet = sheet_of(found, language, current_app.config["ELEARN"].public_url)
    if file is not None:
        file.write_bytes(pdf.render(sheet, issued_at=found.issued_at))
        click.echo(f"Written: {file}")
        return
    for runs in (sheet.opening, (sheet.name,), sheet.sentence, sheet.ground):
        click.echo(plain(runs))
    for fact in sheet.facts:
        click.echo(f"{fact.term}: {plain(fact.value)}")


commands: tuple[click.Command, ...] = (certificates,)
