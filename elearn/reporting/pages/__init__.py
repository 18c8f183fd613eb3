"""The pages of reports: on an organisation within one's scope, and those a charter publishes."""

from elearn.reporting.pages import charter_reports, organisation
from elearn.reporting.pages.blueprint import blueprint

__all__ = ["blueprint", "charter_reports", "organisation"]
