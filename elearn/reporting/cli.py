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
from elearn.reporting.queries import CompletionRow, completion_count, completions, place
from elearn.reporting.services import record_named_reading
from elearn.web.cli import in_app
from elearn.web.time import now, today


@click.group()
def reports() -> None:
    """Completion reports, as files."""


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


def _lines(batches: Iterator[list[CompletionRow]]) -> Iterator[str]:
    """Yield a JSON array in pieces."""
    yield "["
    comma = ""
    for batch in batches:
        yield comma + orjson.dumps([row._asdict() for row in batch])[1:-1].decode()
        comma = ","
    yield "]\n"


commands: tuple[click.Command, ...] = (reports,)
