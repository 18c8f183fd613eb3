"""`elearn programmes …`: role certificates and diplomas as data."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.catalogue import queries, services
from elearn.catalogue.formats.programmes import read_programmes
from elearn.database import db, transaction
from elearn.web.cli import in_app
from elearn.web.time import now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def programmes() -> None:
    """Check, load and list programmes: courses that together make a certificate or a diploma."""


@programmes.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Say everything that is wrong in FILE."""
    _, found = read_programmes(file.name, file.read_bytes())
    click.echo(f"{file}: {len(found)} programmes, no faults")


@programmes.command()
@click.argument("file", type=FILE)
@in_app
def load(file: Path) -> None:
    """Put the programmes of FILE in the place of those it had."""
    found = read_programmes(file.name, file.read_bytes())
    with transaction() as session:
        changed = services.load_programmes(session, name=file.stem, found=found, now=now())
    click.echo(f"{len(found[1])} programmes are {'loaded' if changed else 'there already'}")


@programmes.command("list")
@in_app
def list_command() -> None:
    """Print every programme with its parts."""
    members, found = queries.programmes(db.session())
    for programme in found:
        click.echo(f"{programme.slug}: {programme.title['en']}")
        for part in programme.parts:
            codes = " or ".join(members[slug].code for slug in part.any_of)
            least = f", at least {part.least:.0%}" if part.least is not None else ""
            click.echo(f"  {codes}{least}")
