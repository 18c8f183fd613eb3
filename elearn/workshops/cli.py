"""The command line of workshops: `elearn workshops …`."""

from __future__ import annotations

from pathlib import Path

import click

from elearn.database import db, transaction
from elearn.identity.queries import organisation_by_code
from elearn.locales import pick
from elearn.web.cli import Group, in_app
from elearn.web.time import now
from elearn.workshops.formats import read_attendance, read_workshop
from elearn.workshops.queries import planned_at
from elearn.workshops.services import (
    Line,
    LinesUnfit,
    PlanUnfit,
    mark_from_file,
    plan_workshop,
)

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(cls=Group)
def workshops() -> None:
    """Plan live training, and put on record who was there."""


@workshops.command("list")
@click.argument("organisation")
@in_app
def list_command(organisation: str) -> None:
    """List the workshops that ORGANISATION, or one below it, hosts; the latest first."""
    session = db.session()
    for found in planned_at(session, organisation_by_code(session, organisation)):
        workshop = found.workshop
        state = "cancelled" if workshop.cancelled_at else f"{found.attended} attended"
        places = "no limit" if workshop.capacity is None else f"{workshop.capacity} places"
        click.echo(
            f"{workshop.public_id}\t{workshop.starts_at:%Y-%m-%d %H:%M} UTC\t{found.host.code}"
            f"\t{pick(workshop.titles, 'en', workshop.language)[1]}"
            f"\t{found.booked} booked, {places}\t{state}"
        )


@workshops.command()
@click.argument("organisation")
@FILE
@in_app
def add(organisation: str, file: Path) -> None:
    """Plan the workshop of FILE, in YAML, for whoever works at ORGANISATION or below."""
    found = read_workshop(file.name, file.read_bytes())
    try:
        with transaction() as session:
            workshop = plan_workshop(
                session,
                organisation=organisation_by_code(session, organisation),
                draft=found.draft,
                author_id=None,
                now=now(),
            )
    except PlanUnfit as error:
        raise found.faults(error.unfit) from error
    click.echo(f"{workshop.public_id} is planned for {workshop.starts_at:%Y-%m-%d %H:%M} UTC.")


@workshops.command()
@click.argument("public_id")
@FILE
@in_app
def attendance(public_id: str, file: Path) -> None:
    """Put on record who was at the workshop PUBLIC_ID: FILE is CSV, staff_number,minutes.

    All lines or none. 0 minutes take back what was recorded.
    """
    found = read_attendance(file.name, file.read_bytes())
    lines = [Line(minutes=minutes, staff_number=number) for _, number, minutes in found.rows]
    try:
        with transaction() as session:
            changed = mark_from_file(session, workshop_public_id=public_id, lines=lines, now=now())
    except LinesUnfit as error:
        raise found.faults(error.unfit) from error
    click.echo(f"{len(lines)} lines were read, {changed} changed something.")


commands: tuple[click.Command, ...] = (workshops,)
