"""Reads for reports: places in scope, completions row by row, compliance by unit, publications."""

from elearn.reporting.queries.charter_reports import (
    Published,
    ReportedCharter,
    ReportNotFound,
    published,
    published_report,
    report_row,
    reported,
    reported_charter,
    to_publish,
)
from elearn.reporting.queries.completions import (
    CompletionRow,
    completion_count,
    completions,
    stream_completions,
)
from elearn.reporting.queries.compliance import (
    ArticleChoice,
    Compliance,
    compliance,
    table_for,
)
from elearn.reporting.queries.places import Place, place, places

__all__ = [
    "ArticleChoice",
    "CompletionRow",
    "Compliance",
    "Place",
    "Published",
    "ReportNotFound",
    "ReportedCharter",
    "completion_count",
    "completions",
    "compliance",
    "place",
    "places",
    "published",
    "published_report",
    "report_row",
    "reported",
    "reported_charter",
    "stream_completions",
    "table_for",
    "to_publish",
]
