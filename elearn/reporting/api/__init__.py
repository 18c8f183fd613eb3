"""The API of reports: completions within one's scope, and the reports a charter publishes."""

from elearn.reporting.api import charter_reports, completions
from elearn.reporting.api.blueprint import blueprint

__all__ = ["blueprint", "charter_reports", "completions"]
