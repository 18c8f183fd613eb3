"""Levels: a member may ask for more than the charter it has joined, and never for less."""

from collections.abc import Iterator

from elearn.mandates.rules.evidence import Asked
from elearn.mandates.rules.schedule import Recurrence

MONTHS_OF_A_YEAR = 12
SELDOM = 10_000
"""Months, for a duty that is owed once or once per term."""


def months_between(recurrence: Recurrence) -> int:
    """Return after how many months a duty returns at the latest."""
    if recurrence.type in {"calendar_year", "fiscal_year"}:
        return MONTHS_OF_A_YEAR
    return recurrence.interval or SELDOM


def undercuts(  # noqa: PLR0913  # two sides with three facts each, named at the call
    *,
    asked: Asked,
    recurrence: Recurrence,
    grace_days: int,
    wider: Asked,
    wider_recurrence: Recurrence,
    wider_grace_days: int,
) -> Iterator[str]:
    """Yield the fields in which one requirement asks for less than the wider one it carries out."""
    own = {slug for part in asked.parts for slug in part.any_of}
    if any(own.isdisjoint(part.any_of) for part in wider.parts):
        yield "courses"
    for name in ("min_minutes", "live_minutes", "min_sessions", "pass_mark", "accreditation"):
        if (getattr(asked, name) or 0) < (getattr(wider, name) or 0):
            yield name
    if not wider.topics <= asked.topics:
        yield "topics"
    if wider.providers and not (asked.providers and asked.providers <= wider.providers):
        yield "providers"
    if wider.max_age_days and not 0 < asked.max_age_days <= wider.max_age_days:
        yield "max_age_days"
    if months_between(recurrence) > months_between(wider_recurrence):
        yield "recurrence"
    if grace_days > wider_grace_days:
        yield "grace_days"
