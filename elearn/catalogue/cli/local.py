"""`elearn local-texts …`: what an organisation says of itself inside the courses."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.catalogue import services
from elearn.catalogue.formats.local import LocalEntry, read_local, write_local
from elearn.catalogue.queries import own_texts
from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code
from elearn.web.cli import in_app
from elearn.web.time import now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("local-texts")
def local_texts() -> None:
    """Check, load and give back what an organisation says of itself inside the courses."""


@local_texts.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Say everything that is wrong in FILE."""
    click.echo(f"{file}: {len(read_local(file.name, file.read_bytes()))} texts, no faults")


@local_texts.command()
@click.argument("file", type=FILE)
@click.option("--organisation", "code", required=True, help="Whose texts they are.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@in_app
def load(*, file: Path, code: str, dry_run: bool) -> None:
    """Put the texts of FILE in their places: all of them or none. Others stay as they are."""
    entries = read_local(file.name, file.read_bytes())
    with transaction() as session:
        changed = services.set_local_texts(
            session,
            organisation=organisation_by_code(session, code),
            entries=entries,
            actor_id=None,
            now=now(),
        )
        if dry_run:
            session.rollback()
    click.echo(f"{changed} of {len(entries)} texts {'would be' if dry_run else 'are'} changed")


@local_texts.command()
@click.option("--organisation", "code", required=True, help="Whose texts are wanted.")
@in_app
def export(code: str) -> None:
    """Print the texts of an organisation as a file that `load` reads."""
    session = db.session()
    rows = own_texts(session, organisation_by_code(session, code).id)
    entries = [LocalEntry(row.place, row.language, row.text) for row in rows]
    click.echo(write_local(entries), nl=False)
