"""The reports of a charter: open to whom the charter has them told, published once by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flask_login
from flask import Response, render_template, url_for
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as Answer

from elearn.catalogue.rules import Text
from elearn.database import db, transaction
from elearn.identity.formats.tables import csv_pieces
from elearn.identity.login import current_person, reader_scope
from elearn.locales import current_language, digits, month, pick
from elearn.permissions import Permission, public, requires
from elearn.reporting.pages.blueprint import blueprint
from elearn.reporting.queries import (
    Published,
    ReportedCharter,
    ReportNotFound,
    published,
    published_report,
    reported,
    reported_charter,
    to_publish,
)
from elearn.reporting.rules import CELLS, ReportPeriod
from elearn.reporting.services import publish_report, report_period
from elearn.web.time import now, today

HEADER = ("charter", "period", "requirement", "article", "unit", *CELLS)


@blueprint.get("/charters/<code>/reports")
@public
def charter_reports(code: str) -> str:
    """List the reports that were published of a charter; its editors see what can be."""
    charter = reported_charter(db.session(), code)
    return render_template(
        "reporting/charter_reports.html",
        **_frame(charter),
        reports=[
            {"label": each.period.label, "name": period_name(each.period), "at": each.published_at}
            for each in published(db.session(), charter, reader_scope(Permission.REPORT_READ))
        ],
        waiting=[
            {"label": each.label, "name": period_name(each)}
            for each in (
                to_publish(db.session(), charter, today(now(), charter.place.time_zone))
                if _edits(charter)
                else []
            )
        ],
    )


@blueprint.get("/charters/<code>/reports/<period>")
@public
def charter_report(code: str, period: str) -> str:
    """Show a published report; to the charter's editors also one that is not published yet."""
    charter, span = reported_charter(db.session(), code), report_period(period)
    found: Published | None = None
    try:
        found = published_report(db.session(), charter, span, reader_scope(Permission.REPORT_READ))
        requirements: tuple[Mapping[str, Any], ...] = found.requirements
    except ReportNotFound:
        if not _edits(charter) or span.last >= today(now(), charter.place.time_zone):
            raise
        requirements = tuple(reported(db.session(), charter, span))
    return render_template(
        "reporting/charter_report.html",
        **_frame(charter),
        period=span,
        period_name=period_name(span),
        published=found,
        requirements=[_requirement(each, charter) for each in requirements],
    )


@blueprint.post("/charters/<code>/reports/<period>")
@requires(Permission.CHARTER_EDIT)
def publish_charter_report(code: str, period: str) -> Answer:
    """Publish the report of a period, which then stays as it is."""
    person, span, instant = current_person(), report_period(period), now()
    charter = reported_charter(db.session(), code, person.scope(Permission.CHARTER_EDIT))
    with transaction() as session:
        publish_report(
            session,
            charter=charter,
            period=span,
            actor_id=person.person_id,
            today=today(instant, charter.place.time_zone),
            now=instant,
        )
    return redirect(url_for("reporting.charter_report", code=code, period=span.label), 303)


@blueprint.get("/charters/<code>/reports/<period>.csv")
@public
def charter_report_csv(code: str, period: str) -> Response:
    """Give a published report as CSV, with nothing where the page says hidden."""
    charter, span = reported_charter(db.session(), code), report_period(period)
    found = published_report(db.session(), charter, span, reader_scope(Permission.REPORT_READ))
    rows = [
        (
            code,
            span.label,
            requirement["code"],
            requirement["article"],
            row["unit"],
            *("" if row[cell] is None else row[cell] for cell in CELLS),
        )
        for requirement in found.requirements
        for row in (*requirement["units"], {"unit": "", **requirement["total"]})
    ]
    return Response(
        csv_pieces(HEADER, [rows]),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={code}-{span.label}.csv"},
    )


def period_name(period: ReportPeriod) -> str:
    """Return a period in words, in the reader's language."""
    language = current_language()
    year = digits(f"{period.first.year}", language)
    if period.frequency == "monthly":
        return gettext("%(month)s %(year)s", month=month(period.first), year=year)
    if period.frequency == "quarterly":
        quarter = digits(period.label[-1], language)
        return gettext("Quarter %(number)s of %(year)s", number=quarter, year=year)
    return year


def _edits(charter: ReportedCharter) -> bool:
    """Say whether the reader may publish, and so sees what waits."""
    return reader_scope(Permission.CHARTER_EDIT).covers(charter.place.path)


def _frame(charter: ReportedCharter) -> dict[str, Any]:
    """Return what both pages show of the charter itself."""
    return {
        "code": charter.code,
        "title": _said(charter.titles, charter.language_of_record),
        "owner": _said(charter.place.names, charter.place.default_language),
        "edits": _edits(charter),
        "signed_in": flask_login.current_user.is_authenticated,
    }


def _said(texts: Mapping[str, str], fallback: str) -> Text:
    language, text = pick(texts, current_language(), fallback)
    return Text(text, language)


def _requirement(found: Mapping[str, Any], charter: ReportedCharter) -> dict[str, Any]:
    return {
        "code": found["code"],
        "article": found["article"],
        "version": found["version"],
        "heading": _said(found["headings"], charter.language_of_record),
        "least": found["least"],
        "public": found["audience"] == "public",
        "hides": any(row["people"] is None for row in (*found["units"], found["total"])),
        "rows": [
            {"name": _said(row["names"], row["language"]), "cells": _cells(row)}
            for row in found["units"]
        ],
        "total": _cells(found["total"]),
    }


def _cells(row: Mapping[str, Any]) -> list[int] | None:
    """Return the numbers of a row, None where they are hidden."""
    return None if row["people"] is None else [row[cell] for cell in CELLS]
