"""The API of the reports of a charter: open to whom the charter has them told."""

from __future__ import annotations

from typing import Any

from elearn.database import db, transaction
from elearn.identity.login import current_person, reader_scope
from elearn.identity.rules import Scope
from elearn.permissions import Permission, public, requires
from elearn.reporting.api.blueprint import blueprint
from elearn.reporting.queries import (
    Published,
    ReportedCharter,
    published,
    published_report,
    reported_charter,
)
from elearn.reporting.rules import ReportPeriod
from elearn.reporting.schemas import CharterReportSchema, CharterReportsSchema
from elearn.reporting.services import publish_report, report_period
from elearn.web.time import now, today


@blueprint.get("/charters/<code>/reports")
@public
@blueprint.doc(security=[])
@blueprint.response(200, CharterReportsSchema)
@blueprint.alt_response(404, description="There is no such charter")
def charter_reports(code: str) -> dict[str, Any]:
    """List the published reports of a charter that the caller may see, the last period first."""
    charter = reported_charter(db.session(), code)
    found = published(db.session(), charter, reader_scope(Permission.REPORT_READ))
    return {"items": [_head(charter, each) for each in found]}


@blueprint.get("/charters/<code>/reports/<period>")
@public
@blueprint.doc(security=[])
@blueprint.response(200, CharterReportSchema)
@blueprint.alt_response(404, description="No such charter, or no report of this period for you")
@blueprint.alt_response(422, description="That is no period")
def charter_report(code: str, period: str) -> dict[str, Any]:
    """Show a published report: numbers by unit, null where they are hidden."""
    charter, span = reported_charter(db.session(), code), report_period(period)
    return _report(charter, span, reader_scope(Permission.REPORT_READ))


@blueprint.put("/charters/<code>/reports/<period>")
@requires(Permission.CHARTER_EDIT)
@blueprint.response(201, CharterReportSchema)
@blueprint.alt_response(404, description="No charter within the caller's scope has this code")
@blueprint.alt_response(409, description="Still running, published already, or nothing to report")
@blueprint.alt_response(422, description="That is no period")
def publish(code: str, period: str) -> dict[str, Any]:
    """Publish how people stood at the end of a period; the report then stays as it is."""
    person, span, instant = current_person(), report_period(period), now()
    scope = person.scope(Permission.CHARTER_EDIT)
    charter = reported_charter(db.session(), code, scope)
    with transaction() as session:
        publish_report(
            session,
            charter=charter,
            period=span,
            actor_id=person.person_id,
            today=today(instant, charter.place.time_zone),
            now=instant,
        )
    return _report(charter, span, scope)


def _head(charter: ReportedCharter, found: Published) -> dict[str, Any]:
    return {
        "charter": charter.code,
        "period": found.period.label,
        "as_of": found.period.last,
        "published_at": found.published_at,
        "sha256": found.content_hash,
    }


def _report(charter: ReportedCharter, period: ReportPeriod, scope: Scope) -> dict[str, Any]:
    found = published_report(db.session(), charter, period, scope)
    return {**_head(charter, found), "requirements": found.requirements}
