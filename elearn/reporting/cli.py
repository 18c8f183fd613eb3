"""The commands of reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO

import click
import orjson

from elearn.database import db, transaction
from elearn.identity.formats.tables import csv_pieces
from elearn.identity.rules.scope import EVERYTHING
from elearn.reporting.queries import (
    CompletionRow,
    completion_count,
    completions,
    place,
    published,
    report_row,
    reported,
    reported_charter,
    to_publish,
)
from elearn.reporting.rules import CELLS
from elearn.reporting.services import publish_report, record_named_reading, report_period
from elearn.web.cli import in_app
from elearn.web.time import now, today


@click.group()
def reports() -> None:
    """Completion reports as files, and the reports that charters ask for."""


@reports.command()
@click.option("--organisation", "code", required=True, metavar="CODE", help="Whose people.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Known at the end of this day there (year-month-day); today when left out.",
)
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@click.option(
    "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", metavar="FILE"
)
@in_app
def completion(code: str, as_of: datetime | None, form: str, output: IO[str]) -> None:
    """Write who of an organisation has completed what, one row a completion."""
    instant = now()
    where = place(db.session(), code, EVERYTHING)
    day = as_of.date() if as_of else today(instant, where.time_zone)
    with transaction() as session:
        record_named_reading(
            session,
            actor_id=None,
            organisation=code,
            report="completions",
            as_of=day,
            count=completion_count(session, where, as_of=day),
            now=instant,
        )
    batches = completions(db.session(), where, as_of=day)
    pieces = csv_pieces(CompletionRow._fields, batches) if form == "csv" else _lines(batches)
    for piece in pieces:
        output.write(piece)


@reports.command("charter")
@click.argument("code")
@click.option("--period", metavar="PERIOD", help="A year, a quarter or a month: 2026, 2026-Q3.")
@click.option("--publish", "publishing", is_flag=True, help="Publish it; it then stays as it is.")
@in_app
def charter_command(code: str, period: str | None, *, publishing: bool) -> None:
    """Say what a charter has the council or the public told of a period, or which periods wait.

    What is not published yet is shown as it would be. Numbers that are hidden are shown to nobody.
    """
    instant = now()
    charter = reported_charter(db.session(), code)
    day = today(instant, charter.place.time_zone)
    if period is None:
        for each in published(db.session(), charter, EVERYTHING):
            click.echo(f"{each.period.label} published {each.published_at:%Y-%m-%d}")
        for waiting in to_publish(db.session(), charter, day):
            click.echo(f"{waiting.label} not published")
        return
    span = report_period(period)
    if publishing:
        with transaction() as session:
            publish_report(
                session, charter=charter, period=span, actor_id=None, today=day, now=instant
            )
    row = report_row(db.session(), charter.id, span)
    requirements = row.document["requirements"] if row else reported(db.session(), charter, span)
    for requirement in requirements:
        told = f"for the {requirement['audience']}, none below {requirement['least']}"
        click.echo(f"{requirement['code']}, article {requirement['article']} ({told})")
        for unit in (*requirement["units"], {"unit": "all units", **requirement["total"]}):
            cells = ", ".join(f"{unit[cell]} {cell}" for cell in CELLS)
            click.echo(f"  {unit['unit']}: {'hidden' if unit['people'] is None else cells}")
    if not requirements:
        click.echo("Nothing is reported to the council or the public about this period.")


def _lines(batches: Iterator[list[CompletionRow]]) -> Iterator[str]:
    """Yield a JSON array in pieces."""
    yield "["
    comma = ""
    for batch in batches:
        yield comma + orjson.dumps([row._asdict() for row in batch])[1:-1].decode()
        comma = ","
    yield "]\n"


commands: tuple[click.Command, ...] = (reports,)
