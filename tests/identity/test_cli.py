"""The command line, on the very files of the demonstration."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.demo import ACCOUNTS
from elearn.identity.models import Person
from elearn.identity.queries import person_by_login, spells_of
from elearn.identity.services import check_credentials

DEMO = Path(__file__).parents[2] / "demo"
Cli = Callable[..., Result]

ROSTERS = [
    ("baekdam-2026-11.csv", "baekdam", (), 36, "read as euc-kr"),
    ("baekdam-facilities-2026-11.csv", "baekdam-facilities", (), 12, "read as utf-8"),
    ("port-almar-2026-11.txt", "port-almar", ("--dates", "day-first"), 32, "read as utf-16"),
    ("rio-claro-2026-11.csv", "rio-claro", ("--dates", "day-first"), 22, "read as windows-1252"),
    ("san-telmo-2026-11.xlsx", "san-telmo", (), 16, ""),
]


@pytest.fixture
def places(cli: Cli) -> None:
    result = cli("organisations", "load", str(DEMO / "organisations.yaml"))
    assert result.exit_code == 0, result.output
    assert result.output == "31 added, 0 changed, 0 unchanged.\n"


def test_the_demo_rosters_import_as_their_readme_says(
    cli: Cli, places: None, session: Session
) -> None:
    readme = (DEMO / "rosters" / "README.md").read_text("utf-8")
    for name, code, options, count, encoding in ROSTERS:
        file = f"demo/rosters/{name}"
        assert " ".join(["elearn people import", file, "--organisation", code, *options]) in readme
        arguments = (str(DEMO / "rosters" / name), "--organisation", code, *options)
        first = cli("people", "import", *arguments)
        assert first.exit_code == 0, first.output
        last = first.output.splitlines()[-1]
        assert f"{count} added, 0 changed, 0 unchanged, 0 not in the file" in last
        assert encoding in last
        second = cli("people", "import", *arguments).output.splitlines()[-1]
        assert f"0 added, 0 changed, {count} unchanged, 0 not in the file" in second
    assert session.scalar(select(func.count()).select_from(Person)) == 118
    learner = person_by_login(session, "learner")
    assert learner.name == "한서연"
    (spell,) = spells_of(session, learner.id)
    assert (spell.unit_code, spell.employment_type, spell.public_contact) == (
        "baekdam-front-desk",
        "permanent",
        True,
    )
    assert (str(spell.starts_on), spell.body_kind) == ("2026-02-02", "administration")
    for login, _role, _code in ACCOUNTS:
        assert person_by_login(session, login)


def test_a_dry_run_says_so_and_writes_nothing(cli: Cli, places: None, session: Session) -> None:
    name, code, *_ = ROSTERS[0]
    result = cli(
        "people", "import", str(DEMO / "rosters" / name), "--organisation", code, "--dry-run"
    )
    assert result.output.splitlines()[-1].startswith("Dry run, nothing written: 36 added")
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_faults_go_to_standard_error_and_the_exit_code_is_one(
    cli: Cli, places: None, tmp_path: Path
) -> None:
    file = tmp_path / "hr.csv"
    file.write_text("staff number,name\n1,\n1,Bo\n")
    result = cli("people", "import", str(file), "--organisation", "baekdam")
    assert result.exit_code == 1
    assert result.stderr == (
        "hr.csv:2: the column “name” is empty; every person needs one: fill it in\n"
        "hr.csv:3: “1” in the column “staff number” stands in line 2 already; "
        "keep one line for each person\n"
        "Error: Nothing was changed: 2 faults were found.\n"
    )


def test_an_unknown_organisation_is_one_sentence(cli: Cli, places: None) -> None:
    name = str(DEMO / "rosters" / ROSTERS[0][0])
    result = cli("people", "import", name, "--organisation", "nowhere")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no organisation nowhere here.\n",
    )


def test_a_mapping_and_an_effective_day_are_taken(cli: Cli, places: None, tmp_path: Path) -> None:
    file, words = tmp_path / "hr.csv", tmp_path / "ours.yaml"
    file.write_text("PERNR,name\n1,Ana\n")
    words.write_text("headers: {staff_number: [PERNR]}")
    options = ("--mapping", str(words), "--effective", "2026-01-01", "--organisation", "baekdam")
    result = cli("people", "import", str(file), *options)
    assert result.output.splitlines()[-1] == (
        "1 added, 0 changed, 0 unchanged, 0 not in the file; effective 2026-01-01, read as utf-8."
    )


def test_roles_are_granted_and_taken_back(cli: Cli, cast: Any) -> None:
    grant = cli("people", "grant", "learner", "auditor", "--organisation", "baekdam")
    assert grant.output == "한서연 holds the role auditor on baekdam.\n"
    revoke = ("people", "revoke-role", "learner", "auditor", "--organisation", "baekdam")
    assert cli(*revoke).exit_code == 0
    again = cli(*revoke)
    assert again.exit_code == 1
    assert "The role auditor is not held on this organisation." in again.stderr


def test_a_password_is_asked_for_twice_and_checked(cli: Cli, cast: Any, session: Session) -> None:
    command = ("people", "password", "baekdam/1001")
    assert "at least 10 characters" in cli(*command, input="short\nshort\n").output
    assert cli(*command, input="three good words\nthree good words\n").exit_code == 0
    session.expire_all()
    assert check_credentials(session, login="learner", password="three good words")


def test_first_passwords_are_written_once_to_a_file_of_ones_own(
    cli: Cli, places: None, tmp_path: Path, session: Session
) -> None:
    roster, output = tmp_path / "hr.csv", tmp_path / "cards.csv"
    roster.write_text("staff number,name,user name\n1,한서연,\n2,أمل,amal\n")
    cli("people", "import", str(roster), "--organisation", "baekdam")
    result = cli("people", "access", "--organisation", "baekdam", "--output", str(output))
    assert result.output.startswith("2 first passwords are in ")
    assert output.stat().st_mode & 0o777 == 0o600
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[:2] for row in rows[1:]] == [["한서연", "baekdam/1"], ["أمل", "amal"]]
    for _, login, password in rows[1:]:
        assert check_credentials(session, login=login, password=password)
    twice = cli("people", "access", "--organisation", "baekdam", "--output", str(output))
    assert twice.exit_code == 1
    other = tmp_path / "other.csv"
    again = cli("people", "access", "--organisation", "baekdam", "--output", str(other))
    assert again.output.startswith("0 first passwords")
