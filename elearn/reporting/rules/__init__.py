"""Counting by unit, hiding what would give a person away, and periods of reports (pure)."""

from elearn.reporting.rules.counts import (
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

__all__ = [
    "MIN_CELL",
    "Count",
    "Group",
    "Row",
    "Table",
    "closed_table",
    "end_of_day",
    "group_of",
    "open_table",
    "safe_table",
    "total_of",
]
