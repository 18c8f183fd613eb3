"""Reads for reports: places in scope, completions row by row, compliance by unit."""

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
    "completion_count",
    "completions",
    "compliance",
    "place",
    "places",
    "stream_completions",
    "table_for",
]
