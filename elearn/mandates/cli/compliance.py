"""`elearn mandates compliance`: how everybody of a place stood, and by what was known when."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from elearn.database import transaction
from elearn.identity.formats.tables import csv_pieces
from elearn.identity.queries import organisation_by_code
from elearn.mandates.cli.days import DAY, INSTANT, of_our_time
from elearn.mandates.queries import Standing
from elearn.mandates.rules import Reader
from elearn.mandates.services import read_compliance
from elearn.web.cli import in_app
from elearn.web.time import now

HEADER = (
    "staff_number",
    "name",
    "unit",
    "charter",
    "version",
    "article",
    "requirement",
    "period",
    "due_on",
    "grace_ends_on",
    "state",
    "satisfied_on",
)


@click.command("compliance")
@click.argument("organisation")
@click.option("--as-of", type=DAY, callback=of_our_time, help="On which day; today unless given.")
@click.option(
    "--known-at",
    type=INSTANT,
    callback=of_our_time,
    help="As known when, in UTC; now unless given.",
)
@click.option("--csv", "as_csv", is_flag=True, help="As CSV, one row a duty.")
@in_app
def compliance_command(
    organisation: str, as_of: datetime | None, known_at: datetime | None, *, as_csv: bool
) -> None:
    """Say how everybody of ORGANISATION stood on a day, as known at an instant."""
    with transaction() as session:
        found = read_compliance(
            session,
            reader_id=None,
            reader=Reader.KEEPER,
            place=organisation_by_code(session, organisation),
            as_of=as_of.date() if as_of else None,
            known_at=known_at.replace(tzinfo=UTC) if known_at else None,
            now=now(),
        )
    if as_csv:
        rows = [row for standing in found for row in _rows(standing)]
        click.echo("".join(csv_pieces(HEADER, [rows])), nl=False)
        return
    for standing in found:
        person = standing.person
        click.echo(f"{person.staff_number} {person.name}")
        for each in standing.obligations:
            rule = each.requirement
            met = f", met on {each.satisfied_on}" if each.satisfied_on else ""
            click.echo(
                f"  {rule.charter} article {rule.article}, version {rule.version}: {rule.code}"
                f" {each.period.label}: {each.state.value}, due {each.due_on}{met}"
            )
        if not standing.obligations:
            click.echo("  Nothing is owed.")
    if not found:
        click.echo("Nobody worked there.")


def _rows(standing: Standing) -> list[tuple[object, ...]]:
    """Return a row for each duty of a person, and one without duties for who has none."""
    person = standing.person
    own = (person.staff_number, person.name, person.unit_path.strip("/").rpartition("/")[2])
    rows = [
        (
            *own,
            each.requirement.charter,
            each.requirement.version,
            each.requirement.article,
            each.requirement.code,
            each.period.label,
            each.due_on,
            each.grace_ends_on,
            each.state.value,
            each.satisfied_on or "",
        )
        for each in standing.obligations
    ]
    return [*rows] or [(*own, *[""] * (len(HEADER) - len(own)))]
