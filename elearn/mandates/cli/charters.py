"""The commands of charters."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.database import db, transaction
from elearn.mandates.formats import read_charter
from elearn.mandates.services import Loaded, check_charter, load_charter
from elearn.web.cli import in_app
from elearn.web.time import now


@click.group()
def charters() -> None:
    """Charters, their articles, and the training they require."""


@charters.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and change nothing.")
@in_app
def load(file: Path, *, dry_run: bool) -> None:
    """Load a version of a charter from FILE, all or nothing.

    The same version once more changes nothing; a loaded version is never rewritten.
    """
    found = read_charter(str(file), file.read_bytes())
    if dry_run:
        report(check_charter(db.session(), found=found), dry_run=True)
        return
    with transaction() as session:
        loaded = load_charter(session, found=found, now=now())
    report(loaded, dry_run=False)


def report(loaded: Loaded, *, dry_run: bool) -> None:
    """Say what was loaded, and what was recorded without being enforced yet."""
    what = f"Charter {loaded.charter}, version {loaded.version}"
    size = f"articles: {loaded.articles}, requirements: {loaded.requirements}"
    if not loaded.created:
        click.echo(f"{what} is loaded already; nothing changes.")
    elif dry_run:
        click.echo(f"{what} can be loaded ({size}). Nothing was changed.")
    else:
        click.echo(f"{what} is loaded ({size}).")
    if loaded.not_enforced:
        click.echo("Recorded, not yet enforced:")
        for line in loaded.not_enforced:
            click.echo(f"  {line}")
