"""`elearn people import`: HR's roster from the command line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from elearn.database import transaction
from elearn.identity.formats.cells import DATES
from elearn.identity.formats.mapping import RosterMapping, own_mapping, with_additions
from elearn.identity.formats.plain_yaml import text_of
from elearn.identity.formats.roster import ENCODINGS, RosterOptions, read_roster
from elearn.identity.queries import organisation_by_code
from elearn.identity.services import ImportReport, import_roster
from elearn.web import time
from elearn.web.cli import in_app

LISTED = 200
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--organisation", "code", required=True, help="The employer's code.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--mapping", type=FILE, help="YAML with headers and values of your own.")
@click.option("--encoding", type=click.Choice(ENCODINGS), default="auto", show_default=True)
@click.option("--dates", type=click.Choice(DATES), default="iso", show_default=True)
@click.option(
    "--effective",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="First day of what has changed; today unless given.",
)
@in_app
def import_command(  # noqa: PLR0913, PLR0917  # one argument for each option
    file: Path,
    code: str,
    dry_run: bool,  # noqa: FBT001  # click passes flags so
    mapping: Path | None,
    encoding: str,
    dates: str,
    effective: datetime | None,
) -> None:
    """Bring people and employment in line with HR's FILE (CSV or XLSX), all or nothing."""
    words = _words(mapping) if mapping else own_mapping()
    options = RosterOptions(encoding=encoding, dates=dates, mapping=words)
    roster = read_roster(file.read_bytes(), file=file.name, options=options)
    with transaction() as session:
        organisation = organisation_by_code(session, code)
        report = import_roster(
            session,
            organisation_id=organisation.id,
            roster=roster,
            now=time.now(),
            effective=effective.date() if effective else None,
            dry_run=dry_run,
        )
    _say(report, dry_run=dry_run)


def _words(mapping: Path) -> RosterMapping:
    return with_additions(text_of(mapping.read_bytes(), mapping.name), mapping.name)


def _say(report: ImportReport, *, dry_run: bool) -> None:
    """Print the report, what HR must look at last."""
    for change in report.changes[:LISTED]:
        what = "added" if change.added else ", ".join(change.columns)
        click.echo(f"{report.file}:{change.line}: {change.staff_number} {change.name}: {what}")
    if len(report.changes) > LISTED:
        click.echo(f"… and {len(report.changes) - LISTED} more")
    for notice in report.notices:
        click.echo(str(notice))
    for header in report.unread:
        click.echo(f"The column “{header}” is not known and was not read.")
    for missing in report.missing:
        click.echo(f"Not in the file, left as on record: {missing.staff_number} {missing.name}")
    read = f", read as {report.encoding}" if report.encoding else ""
    would = "Dry run, nothing written: " if dry_run else ""
    click.echo(
        f"{would}{report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
        f"{len(report.missing)} not in the file; effective {_day(report.effective)}{read}."
    )


def _day(day: date) -> str:
    return day.isoformat()


commands = (import_command,)
