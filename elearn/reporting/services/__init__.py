"""Writes of reports: that named rows were read, and what was published."""

from elearn.reporting.services.publish import (
    NothingToReport,
    PeriodUnclear,
    ReportThere,
    StillRunning,
    publish_report,
    report_period,
)
from elearn.reporting.services.read import record_named_reading

__all__ = [
    "NothingToReport",
    "PeriodUnclear",
    "ReportThere",
    "StillRunning",
    "publish_report",
    "record_named_reading",
    "report_period",
]
