"""The commands of certificates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import update
from sqlalchemy.orm import Session

from elearn.certification.models import Certificate
from elearn.certification.rules import codes
from elearn.identity.models import Person
from elearn.learning.models import Enrolment

UNKNOWN = codes.make(bytes(26))
Cli = Callable[..., Result]


def test_verify_says_what_holds_and_exits_with_one_when_it_does_not(
    cli: Cli, certificate: Certificate
) -> None:
    good = cli("certificates", "verify", certificate.code)
    assert good.exit_code == 0
    assert f"{certificate.code}: valid" in good.output
    assert certificate.payload_hash in good.output
    for typed, word in ((UNKNOWN, "unknown"), ("ABCD", "mistyped")):
        wrong = cli("certificates", "verify", typed)
        assert wrong.exit_code == 1
        assert f"{typed}: {word}" in wrong.output


def test_issue_missing_counts_what_it_did_and_names_whom_it_could_not_serve(
    cli: Cli, session: Session, cast: Any, complete: Callable[..., Enrolment]
) -> None:
    complete(cast.learner)
    complete(cast.stranger)
    session.execute(update(Person).where(Person.id == cast.stranger.id).values(name="สมชาย"))
    session.commit()
    ran = cli("certificates", "issue-missing")
    assert ran.exit_code == 0
    assert "Certificates issued: 1, refused: 1." in ran.output
    assert "สมชาย" in ran.output
    assert "Certificates issued: 0, refused: 1." in cli("certificates", "issue-missing").output


def test_show_prints_the_statement_or_writes_the_pdf(
    cli: Cli, certificate: Certificate, tmp_path: Path
) -> None:
    said = cli("certificates", "show", certificate.code).output
    assert "한서연" in said
    assert "Baekdam Human Rights Charter" in said
    file = tmp_path / "c.pdf"
    ran = cli("certificates", "show", certificate.code, "--pdf", str(file), "--language", "ko")
    assert ran.exit_code == 0
    assert file.read_bytes().startswith(b"%PDF-")


def test_show_of_an_unknown_number_is_one_sentence(cli: Cli, certificate: Certificate) -> None:
    ran = cli("certificates", "show", UNKNOWN)
    assert ran.exit_code == 1
    assert "No certificate with this number was issued here." in ran.output
