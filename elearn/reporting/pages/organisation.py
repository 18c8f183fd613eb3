"""Reports on an organisation: choose one, read its numbers, take them away as a file."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, url_for

from elearn.database import db, transaction
from elearn.identity.formats.tables import csv_pieces
from elearn.identity.login import current_person
from elearn.locales import current_language, pick
from elearn.mandates.queries import reader_at
from elearn.mandates.rules import Detail
from elearn.permissions import Permission, requires
from elearn.reporting.pages.asked import Asked, asked
from elearn.reporting.pages.blueprint import blueprint
from elearn.reporting.pages.views import figures, options, people_rows, table_view
from elearn.reporting.queries import (
    CompletionRow,
    Compliance,
    Place,
    completion_count,
    compliance,
    place,
    places,
    stream_completions,
    table_for,
)
from elearn.reporting.rules import Group, Table
from elearn.reporting.services import record_named_reading
from elearn.web.time import now

TABLE_HEADER = (
    "organisation",
    "unit",
    "as_of",
    "article",
    "people",
    "completed",
    "due",
    "overdue",
    "excused",
)


@blueprint.get("/reports")
@requires(Permission.REPORT_READ)
def overview() -> str:
    """Let the reader choose an organisation in their scope."""
    found = places(db.session(), current_person().scope(Permission.REPORT_READ))
    return render_template(
        "reporting/overview.html",
        places=[
            {
                "code": each.code,
                "name": name_of(each),
                "depth": each.path.count("/") - min(other.path.count("/") for other in found),
            }
            for each in found
        ],
    )


@blueprint.get("/organisations/<code>/report")
@requires(Permission.REPORT_READ)
def organisation(code: str) -> tuple[str, int]:
    """Show where the people of an organisation stand: three numbers, and a table by unit."""
    where = _place(code)
    wanted = asked(where)
    found = _found(where, wanted)
    table, choices = _table(found), options(found.articles)
    page = render_template(
        "reporting/organisation.html",
        errors=wanted.errors,
        asked=wanted,
        now=now(),
        place=where,
        name=name_of(where),
        names=found.some_named,
        completions=current_person().scope(Permission.REPORT_NAMES).covers(where.path),
        options=choices,
        article=next((each for each in choices if each[0] == wanted.article), None),
        figures=figures(table, names=found.some_named),
        table=table_view(found, table, wanted),
        least=found.least if table.hides else None,
        withheld=options(found.withheld),
        link=_link(wanted, code),
    )
    return page, 422 if wanted.errors else 200


@blueprint.get("/organisations/<code>/report.csv")
@requires(Permission.REPORT_READ)
def organisation_csv(code: str) -> Response:
    """Give the table by unit as CSV, with the same numbers hidden as on the page."""
    where = _place(code)
    wanted = asked(where, strict=True)
    found = _found(where, wanted)
    rows = [
        (
            code,
            row.count.key,
            wanted.as_of.isoformat(),
            wanted.article or "",
            *("" if row.hidden else cell for cell in row.count.cells),
        )
        for row in _table(found).rows
    ]
    return _file(f"report-{code}-{wanted.as_of}.csv", csv_pieces(TABLE_HEADER, [rows]))


@blueprint.get("/organisations/<code>/report/people")
@requires(Permission.REPORT_NAMES)
def people(code: str) -> str:
    """Show by name who stands where; the reading is entered in the audit trail."""
    where = _named_place(code)
    wanted = asked(where, strict=True)
    found = _found(where, wanted, Detail.NAMES)
    rows = people_rows(found, wanted)
    _record(where, "compliance", wanted, len(rows))
    return render_template(
        "reporting/people.html",
        asked=wanted,
        place=where,
        name=name_of(where),
        unit=next((name_of(each) for each in found.units if each.code == wanted.unit), None),
        groups=list(Group),
        rows=rows,
        withheld=options(found.withheld),
        link=_link(wanted, code),
    )


@blueprint.get("/organisations/<code>/completions.csv")
@requires(Permission.REPORT_NAMES)
def completions_csv(code: str) -> Response:
    """Stream who completed what as CSV; the reading is entered in the audit trail."""
    where = _named_place(code)
    wanted = asked(where, strict=True)
    total = completion_count(db.session(), where, as_of=wanted.as_of)
    _record(where, "completions", wanted, total)
    batches = stream_completions(db.engine, where, as_of=wanted.as_of)
    return _file(
        f"completions-{code}-{wanted.as_of}.csv", csv_pieces(CompletionRow._fields, batches)
    )


def name_of(found: Place) -> str:
    """Return the name of an organisation in the reader's language, else in its own."""
    return pick(found.names, current_language(), found.default_language)[1] or found.code


def _place(code: str) -> Place:
    return place(db.session(), code, current_person().scope(Permission.REPORT_READ))


def _named_place(code: str) -> Place:
    return place(db.session(), code, current_person().scope(Permission.REPORT_NAMES))


def _found(where: Place, wanted: Asked, detail: Detail = Detail.NUMBERS) -> Compliance:
    """Return how people stand with the duties that this reader may be told of so finely."""
    return compliance(
        db.session(),
        where,
        as_of=wanted.as_of,
        reader=reader_at(db.session(), where.path, current_person().roles),
        article=wanted.article,
        detail=detail,
    )


def _table(found: Compliance) -> Table:
    return table_for(db.session(), found, current_person().scope(Permission.REPORT_READ))


def _record(where: Place, report: str, wanted: Asked, count: int) -> None:
    with transaction() as session:
        record_named_reading(
            session,
            actor_id=current_person().person_id,
            organisation=where.code,
            report=report,
            as_of=wanted.as_of,
            count=count,
            now=now(),
        )


def _file(name: str, pieces: Any) -> Response:
    return Response(
        pieces,
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


def _link(wanted: Asked, code: str) -> Any:
    """Return a function that links to a page of this report, keeping what was asked for."""

    def link(endpoint: str, **changes: Any) -> str:
        return url_for(f"reporting.{endpoint}", **{"code": code, **wanted.kept(), **changes})

    return link
