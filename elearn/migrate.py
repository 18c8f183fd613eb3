"""Bring a database to the newest schema, or back, with Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from elearn.settings import ROOT


def config(url: str) -> Config:
    """Return Alembic's configuration for the database at `url`."""
    made = Config()
    made.set_main_option("script_location", str(ROOT / "migrations"))
    made.set_main_option("path_separator", "os")
    made.attributes["url"] = url
    return made


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations up to a revision."""
    command.upgrade(config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the migrations back to a revision; `base` is the empty database."""
    command.downgrade(config(url), revision)
