"""The commands of duties: keep the projection, ask how somebody stands, set calendars."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code, person_by_login
from elearn.mandates.cli.days import DAY, INSTANT, of_our_time
from elearn.mandates.formats import read_calendar, write_calendar
from elearn.mandates.queries import held_calendar, obligations_of
from elearn.mandates.services import rebuild, refresh, set_calendar
from elearn.web.cli import in_app
from elearn.web.time import now

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def mandates() -> None:
    """Duties that follow from charters: who owes what, by when, and since when it is known."""


@mandates.command("rebuild")
@in_app
def rebuild_command() -> None:
    """Make the projection of all duties again from the facts."""
    with transaction() as session:
        people = rebuild(session, now=now())
    click.echo(f"The duties of {people} people are worked out.")


@mandates.command("refresh")
@in_app
def refresh_command() -> None:
    """Bring the projection in step with what is new and with the day; for a timer."""
    with transaction() as session:
        people = refresh(session, now=now())
    click.echo(f"The duties of {people} people are worked out again.")


@mandates.command()
@click.argument("login")
@click.option("--as-of", type=DAY, callback=of_our_time, help="On which day; today unless given.")
@click.option(
    "--known-at",
    type=INSTANT,
    callback=of_our_time,
    help="As known when, in UTC; now unless given.",
)
@in_app
def status(login: str, as_of: datetime | None, known_at: datetime | None) -> None:
    """Say how LOGIN (user name or staff number) stood on a day, as known at an instant."""
    session = db.session()
    person = person_by_login(session, login)
    found = obligations_of(
        session,
        person.id,
        today=as_of.date() if as_of else now(),
        known_at=known_at.replace(tzinfo=UTC) if known_at else None,
    )
    for each in found:
        met = f", met on {each.satisfied_on}" if each.satisfied_on else ""
        click.echo(
            f"{each.charter} article {each.article}, version {each.version}: {each.requirement}"
            f" {each.period}: {each.state.value}, due {each.due_on}{met}"
        )
    if not found:
        click.echo("Nothing is owed.")


@mandates.command()
@click.argument("organisation")
@click.argument("file", type=FILE, required=False)
@in_app
def calendar(organisation: str, file: Path | None) -> None:
    """Set the calendar of ORGANISATION from FILE: days off, fiscal year, terms of office.

    Without FILE, print the calendar that holds there as such a file, and say whose it is.
    """
    if file is None:
        reading = db.session()
        held = held_calendar(reading, organisation_by_code(reading, organisation))
        whose = f"Recorded by {held.owner.code}" if held.owner else "Recorded by nobody"
        click.echo(f"# {whose}\n{write_calendar(held.calendar)}", nl=False)
        return
    found = read_calendar(str(file), file.read_bytes())
    with transaction() as session:
        place = organisation_by_code(session, organisation)
        changed = set_calendar(session, organisation=place, calendar=found, now=now())
    click.echo(
        f"The calendar of {organisation} is set." if changed else "It is the same; nothing changes."
    )
