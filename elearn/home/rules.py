"""Which page a person starts on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from elearn.permissions import Role


class StartPage(StrEnum):
    """The pages that `/` may open."""

    OVERVIEW = "overview"
    """Three numbers and the way to people and reports, for those who may see who is behind them."""
    REPORT = "report"
    """The report itself, which hides what would give a person away from those who may not."""
    DESK = "desk"
    """Every course with the state of each language."""
    TRAINING = "training"
    """What I owe, what I am in the middle of, what I hold."""


OPENS = (
    (StartPage.OVERVIEW, frozenset({Role.ADMINISTRATOR, Role.MANAGER})),
    (StartPage.REPORT, frozenset({Role.AUDITOR})),
    (StartPage.DESK, frozenset({Role.EDITOR, Role.AUTHOR, Role.TRANSLATOR})),
)
"""From the widest responsibility down; whoever holds none of these starts as a learner."""


def start_page(roles: Iterable[Role]) -> StartPage:
    """Return the start page of the highest role among `roles`."""
    held = set(roles)
    return next((page for page, theirs in OPENS if held & theirs), StartPage.TRAINING)
