"""Bring a database to the newest schema, or back, with Alembic; and the commands for it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from elearn import settings


def is_mapped(name: str | None, kind: str, _parents: object) -> bool:
    """Return whether a table is a mapped class's; the full text is each database's own."""
    return kind != "table" or not (name or "").startswith("search_text")


def config(url: str) -> Config:
    """Return Alembic's configuration for the database at `url`."""
    made = Config()
    made.set_main_option("script_location", str(settings.ROOT / "migrations"))
    made.set_main_option("path_separator", "os")
    made.attributes["url"] = url
    return made


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations up to a revision."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the migrations back to a revision; `base` is the empty database."""
    command.downgrade(config(url), revision)


@click.group("database")
def group() -> None:
    """Migrate the database, and check that the migrations match the models."""


@group.command("upgrade")
@click.option("--revision", default="head", show_default=True)
def upgrade_command(revision: str) -> None:
    """Bring the database to the newest schema."""
    upgrade(_url(), revision)
    click.echo("The database has the newest schema.")


@group.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Take the database back to an older schema (`base` empties it)."""
    downgrade(_url(), revision)


@group.command("check")
def check_command() -> None:
    """Fail when a model has changed without a migration; tried on a new SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/check.sqlite3"
        upgrade(url)
        try:
            command.check(config(url))
        except CommandError as error:
            raise click.ClickException(f"{error}. Write a migration for it.") from error


@group.command("revision")
@click.argument("message")
def revision_command(message: str) -> None:
    """Write a migration from the difference between the models and the newest schema."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/revision.sqlite3"
        upgrade(url)
        command.revision(config(url), message, autogenerate=True)


def _url() -> str:
    try:
        return settings.load(os.environ).database_url
    except settings.SettingsError as error:
        raise click.ClickException(str(error)) from error
