"""The commands of charters: list, check, load, export, compare, and list proposals."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code
from elearn.mandates.formats import read_charter, write_charter
from elearn.mandates.queries import charter_document, charters_loaded, proposals_at
from elearn.mandates.rules import Difference, differences
from elearn.mandates.services import Loaded, check_charter, load_charter
from elearn.web.cli import in_app
from elearn.web.time import now, today

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def charters() -> None:
    """Charters, their articles, and the training they require."""


@charters.command("list")
@in_app
def list_command() -> None:
    """List the charters that are loaded, each by the version that is in force today."""
    _, found = charters_loaded(db.session(), today(now(), "UTC"))
    for each in found:
        numbers = ", ".join(str(version.version) for version in each.versions)
        members = ", open to members" if each.versions[-1].on_adhesion else ""
        click.echo(
            f"{each.charter.code}  {each.owner.code}  version {each.version.version} of {numbers},"
            f" in force from {each.version.in_force_from}{members}"
        )
    if not found:
        click.echo("No charter is loaded.")


@charters.command()
@click.argument("file", type=FILE)
@in_app
def check(file: Path) -> None:
    """Check a version of a charter in FILE, say whom it binds, and change nothing."""
    found = read_charter(str(file), file.read_bytes())
    report(check_charter(db.session(), found=found, now=now()), dry_run=True)


@charters.command()
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check everything and change nothing.")
@in_app
def load(file: Path, *, dry_run: bool) -> None:
    """Load a version of a charter from FILE, all or nothing.

    The same version once more changes nothing; a loaded version is never rewritten.
    """
    found = read_charter(str(file), file.read_bytes())
    if dry_run:
        report(check_charter(db.session(), found=found, now=now()), dry_run=True)
        return
    with transaction() as session:
        loaded = load_charter(session, found=found, now=now())
    report(loaded, dry_run=False)


def report(loaded: Loaded, *, dry_run: bool) -> None:
    """Say what was loaded, whom it binds, and what was recorded without being enforced."""
    what = f"Charter {loaded.charter}, version {loaded.version}"
    size = f"articles: {loaded.articles}, requirements: {loaded.requirements}"
    if not loaded.created:
        click.echo(f"{what} is loaded already; nothing changes.")
    elif dry_run:
        click.echo(f"{what} can be loaded ({size}). Nothing was changed.")
    else:
        click.echo(f"{what} is loaded ({size}).")
    if loaded.created:
        for each in loaded.impact:
            click.echo(
                f"  {each.code} binds {len(each.bound)} people today:"
                f" {len(each.joins)} join, {len(each.leaves)} leave."
            )
    for code in loaded.nobody:
        click.echo(f"Warning: the audience of {code} matches 0 people today.", err=True)
    if loaded.not_enforced:
        click.echo("Recorded, not enforced:")
        for line in loaded.not_enforced:
            click.echo(f"  {line}")


@charters.command()
@click.argument("code")
@click.option("--version", type=int, help="Which version; the newest unless given.")
@in_app
def export(code: str, version: int | None) -> None:
    """Print a loaded version as the file it could be loaded from."""
    document = charter_document(db.session(), code, version=version)
    click.echo(write_charter(document).decode(), nl=False)


@charters.command()
@click.argument("code")
@click.argument("before", type=int)
@click.argument("after", type=int)
@in_app
def diff(code: str, before: int, after: int) -> None:
    """Say what differs between two loaded versions of a charter."""
    old = charter_document(db.session(), code, version=before)
    new = charter_document(db.session(), code, version=after)
    for each in differences(old, new):
        _say(each)


def _say(each: Difference) -> None:
    click.echo(each.place)
    if each.before is not None:
        click.echo(f"  - {each.before}")
    if each.after is not None:
        click.echo(f"  + {each.after}")


@charters.command("proposals")
@click.argument("organisation")
@in_app
def proposals_command(organisation: str) -> None:
    """List what is and was proposed for the charters of ORGANISATION, the open ones first."""
    session = db.session()
    found = proposals_at(session, organisation_by_code(session, organisation))
    for each in found:
        became = f" as version {each.version}" if each.version is not None else ""
        click.echo(
            f"{each.public_id}  {each.charter}  {each.state}{became}, revision {each.revision},"
            f" changed {each.updated_at:%Y-%m-%d %H:%M} UTC; proposed by {each.proposed_by},"
            f" edited last by {each.edited_by}"
        )
    if not found:
        click.echo(f"Nothing is proposed for the charters of {organisation}.")
