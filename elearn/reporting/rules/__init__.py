"""Counting by unit, hiding what would give a person away, and periods of reports (pure)."""

from elearn.reporting.rules.counts import (
    CELLS,
    MIN_CELL,
    Count,
    Group,
    Row,
    Table,
    closed_table,
    end_of_day,
    group_of,
    open_table,
    safe_table,
    total_of,
)
from elearn.reporting.rules.periods import ReportPeriod, ended, period_of

__all__ = [
    "CELLS",
    "MIN_CELL",
    "Count",
    "Group",
    "ReportPeriod",
    "Row",
    "Table",
    "closed_table",
    "end_of_day",
    "ended",
    "group_of",
    "open_table",
    "period_of",
    "safe_table",
    "total_of",
]
