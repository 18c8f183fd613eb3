"""The commands of charters: check, load, export, compare, list proposals, and who has joined."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code
from elearn.mandates.formats import read_charter, write_charter
from elearn.mandates.queries import charter_document, proposals_at
from elearn.mandates.rules import Difference, differences
from elearn.mandates.services import (
    Loaded,
    accredit,
    adhere,
    check_charter,
    load_charter,
    record_body_duty,
    withdraw,
)
from elearn.web.cli import in_app
from elearn.web.time import now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def charters() -> None:
    """Charters, their articles, and the training they require."""


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


@charters.command("join")
@click.argument("code")
@click.argument("organisation")
@click.option("--on", "day", type=DAY, required=True, help="The first day on which it is bound.")
@click.option("--norm", required=True, help="The ordinance or decision by which it joins.")
@in_app
def join_command(code: str, organisation: str, day: datetime, norm: str) -> None:
    """Record that ORGANISATION has joined the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        adhere(session, code=code, organisation=place, on=day.date(), norm=norm, now=now())
    click.echo(f"{organisation} is bound by {code} from {day:%Y-%m-%d}.")


@charters.command("leave")
@click.argument("code")
@click.argument("organisation")
@click.option("--on", "day", type=DAY, required=True, help="The first day it is not bound.")
@in_app
def leave_command(code: str, organisation: str, day: datetime) -> None:
    """Record that ORGANISATION has left the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        withdraw(session, code=code, organisation=place, on=day.date(), now=now())
    click.echo(f"{organisation} is not bound by {code} from {day:%Y-%m-%d}.")


@charters.command("accredit")
@click.argument("code")
@click.argument("course")
@click.option("--from", "first", type=DAY, required=True)
@click.option("--until", "last", type=DAY, required=True, help="The last day, included.")
@click.option("--by", required=True, help="Who certified it.")
@in_app
def accredit_command(code: str, course: str, first: datetime, last: datetime, by: str) -> None:
    """Record that COURSE counts for what the charter CODE asks to be accredited."""
    with transaction() as session:
        accredit(
            session,
            code=code,
            slug=course,
            granted_on=first.date(),
            expires_on=last.date(),
            accredited_by=by,
            now=now(),
        )
    click.echo(f"{course} is accredited under {code} until {last:%Y-%m-%d}.")


@charters.command("done")
@click.argument("code")
@click.argument("organisation")
@click.argument("duty")
@click.option("--on", "day", type=DAY, required=True)
@click.option("--note", default="", help="Where it can be seen.")
@in_app
def done_command(code: str, organisation: str, duty: str, day: datetime, note: str) -> None:
    """Record that ORGANISATION has done what it owes itself under the charter CODE."""
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        record_body_duty(
            session,
            code=code,
            organisation=place,
            duty=duty,
            done_on=day.date(),
            note=note,
            now=now(),
        )
    click.echo(f"{organisation} has done {duty} under {code}.")
