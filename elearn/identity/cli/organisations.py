"""`elearn organisations load`: the tree of organisations from a YAML file."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.database import transaction
from elearn.identity.formats.organisations import read_organisations
from elearn.identity.formats.plain_yaml import text_of
from elearn.identity.services import load_organisations
from elearn.web.cli import Group, in_app


@click.group("organisations", cls=Group)
def organisations() -> None:
    """Load federations, municipalities, bodies and units."""


@organisations.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_app
def load(file: Path) -> None:
    """Load the organisations of FILE, all or none; a second run changes nothing."""
    entries = read_organisations(text_of(file.read_bytes(), file.name), file=file.name)
    with transaction() as session:
        loaded = load_organisations(session, entries=entries, file=file.name)
    click.echo(
        f"{len(loaded.created)} added, {len(loaded.changed)} changed, "
        f"{len(loaded.unchanged)} unchanged."
    )
