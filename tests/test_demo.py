"""The demonstration keeps to itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from elearn import demo
from elearn.app import cli
from elearn.settings import Settings, SettingsError


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


def test_it_has_no_public_address() -> None:
    public = Settings(
        secret_key="x" * 32,
        database_url="sqlite:///demo.sqlite3",
        public_url="https://training.example.org",
        demo=True,
    )
    with pytest.raises(SettingsError, match="for this machine alone"):
        demo.install(Flask("demo"), public)
