"""The demonstration keeps to itself."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn import demo
from elearn.app import cli
from elearn.identity.queries import person_by_login, scope_held, spells_of
from elearn.identity.rules import Scope
from elearn.permissions import Permission
from elearn.settings import ROOT, Settings, SettingsError
from tests.conftest import NOW, csrf_of


@pytest.mark.parametrize("command", ["load", "reset"])
def test_it_touches_no_database_that_is_not_its_own(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "city.sqlite3"
    monkeypatch.setenv("ELEARN_DEMO", "0")
    monkeypatch.setenv("ELEARN_SECRET_KEY", "x" * 32)
    monkeypatch.setenv("ELEARN_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("ELEARN_PUBLIC_URL", "https://training.example.org")
    done = CliRunner().invoke(cli, ["demo", command])
    assert done.exit_code == 1
    assert "This is no demonstration: set ELEARN_DEMO=1" in done.output
    assert not database.exists()


@pytest.fixture
def people(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the places, the people and the accounts of the demonstration, without its courses."""
    for name in ("publish", "load_programmes", "load_charter", "adhere", "_local_texts", "rebuild"):
        monkeypatch.setattr(demo, name, lambda *_args, **_options: None)
    unread = SimpleNamespace(pack="not read, as nothing is published", faults=())
    monkeypatch.setattr(demo, "read_pack", lambda _folder: unread)
    demo.load(session, now=NOW)
    session.commit()


def held(session: Session, login: str, permission: Permission) -> Scope:
    return scope_held(session, person_by_login(session, login).id, permission)


def test_what_one_administrator_proposes_another_can_approve(
    people: None, session: Session
) -> None:
    able = [
        login
        for login, _role, _code in demo.ACCOUNTS
        if held(session, login, Permission.CHARTER_EDIT).covers("/baekdam/")
    ]
    assert able == ["manager", "approver"]


def test_the_head_of_a_unit_reads_the_report_of_that_unit_and_of_no_other(
    people: None, session: Session, client: FlaskClient
) -> None:
    head = person_by_login(session, "head")
    (spell,) = spells_of(session, head.id)
    assert (spell.unit_code, spell.supervises_others) == ("baekdam-front-desk", True)
    assert held(session, "head", Permission.REPORT_NAMES) == Scope((spell.unit_path,))
    client.get("/sign-in")
    form = {"csrf_token": csrf_of(client), "login": "head", "password": demo.PASSWORD}
    assert client.post("/sign-in", data=form).status_code == 303
    assert client.get("/organisations/baekdam-front-desk/report").status_code == 200
    assert client.get("/organisations/baekdam/report").status_code == 404
    assert client.get("/organisations/baekdam/charters").status_code == 403


def test_every_account_is_named_wherever_accounts_are_listed() -> None:
    listed = demo.greeting("")
    tour = (ROOT / "README.md").read_text("utf-8")
    rosters = (ROOT / "demo" / "rosters" / "README.md").read_text("utf-8")
    for login, _role, _code in demo.ACCOUNTS:
        assert login in listed.replace(";", ",").replace(" ", ",").split(",")
        assert f"`{login}`" in tour
        assert f"`{login}`" in rosters


def test_it_has_no_public_address() -> None:
    public = Settings(
        secret_key="x" * 32,
        database_url="sqlite:///demo.sqlite3",
        public_url="https://training.example.org",
        demo=True,
    )
    with pytest.raises(SettingsError, match="for this machine alone"):
        demo.install(Flask("demo"), public)
