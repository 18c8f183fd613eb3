"""Publishing what a charter has the council or the public told about a period, once."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Conflict, Invalid
from elearn.reporting.models import CharterReport
from elearn.reporting.queries import ReportedCharter, report_row, reported
from elearn.reporting.rules import ReportPeriod, period_of


class PeriodUnclear(Invalid):
    """The text names no period."""

    code = "period-unclear"


class StillRunning(Conflict):
    """The period is not over yet."""

    code = "period-still-running"


class ReportThere(Conflict):
    """A report of this period was published already."""

    code = "report-published"


class NothingToReport(Conflict):
    """Nothing of the charter is reported to the council or the public for such a period."""

    code = "nothing-to-report"


def report_period(label: str) -> ReportPeriod:
    """Return the period of a label, or raise PeriodUnclear."""
    try:
        return period_of(label)
    except ValueError as error:
        raise PeriodUnclear(
            N_("Give the period as a year, a quarter or a month: 2026, 2026-Q3 or 2026-09.")
        ) from error


def publish_report(  # noqa: PLR0913  # what, of when, by whom and on which day
    session: Session,
    *,
    charter: ReportedCharter,
    period: ReportPeriod,
    actor_id: int | None,
    today: date,
    now: datetime,
) -> CharterReport:
    """Publish how people stood at the end of a period, by what is on record now.

    `today` is the civil day where the charter's organisation is. What is published stays as it is.
    Raises StillRunning, ReportThere, and NothingToReport.
    """
    if period.last >= today:
        raise StillRunning(
            N_("%(period)s ends on %(day)s. Publish its report on a later day."),
            period=period.label,
            day=period.last.isoformat(),
        )
    if report_row(session, charter.id, period) is not None:
        raise _there(period)
    requirements = reported(session, charter, period)
    if not requirements:
        raise NothingToReport(
            N_(
                "The charter has nothing reported to the council or the public about %(period)s. "
                "See “reporting” in its requirements."
            ),
            period=period.label,
        )
    document = {"charter": charter.code, "period": period.label, "requirements": requirements}
    words = json.dumps(document, sort_keys=True, ensure_ascii=False)
    made = CharterReport(
        charter_id=charter.id,
        period=period.label,
        as_of=period.last,
        document=document,
        content_hash=hashlib.sha256(words.encode()).hexdigest(),
        published_at=now,
        published_by=actor_id,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError as error:
        raise _there(period) from error
    audit.record(
        session,
        actor_id=actor_id,
        action="report.published",
        subject=f"charter:{charter.code}",
        now=now,
        details={"period": period.label, "sha256": made.content_hash},
    )
    return made


def _there(period: ReportPeriod) -> ReportThere:
    return ReportThere(
        N_("The report of %(period)s was published already, and stays as it is."),
        period=period.label,
    )
