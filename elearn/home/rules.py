"""Which page a person starts on, and which numbers may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from elearn.permissions import Role


class StartPage(StrEnum):
    """The pages that `/` may open."""

    OVERVIEW = "overview"
    """Three numbers and the way to people and reports."""
    DESK = "desk"
    """Every course with the state of each language."""
    TRAINING = "training"
    """What I owe, what I am in the middle of, what I hold."""


OPENS = (
    (StartPage.OVERVIEW, frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
    (StartPage.DESK, frozenset({Role.EDITOR, Role.AUTHOR, Role.TRANSLATOR})),
)
"""From the widest responsibility down; whoever holds none of these starts as a learner."""

SMALLEST_SHOWN = 5


def start_page(roles: Iterable[Role]) -> StartPage:
    """Return the start page of the highest role among `roles`."""
    held = set(roles)
    return next((page for page, theirs in OPENS if held & theirs), StartPage.TRAINING)


def protected(parts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the parts of one total as they may be shown to someone who may see no names.

    A part of 1 to 4 people is None. Where that alone could be worked out from the total, the
    smallest other part is None as well.
    """
    hidden = {name for name, count in parts.items() if 0 < count < SMALLEST_SHOWN}
    if len(hidden) == 1:
        others = [name for name in parts if name not in hidden]
        hidden.add(min(others, key=lambda name: (parts[name] == 0, parts[name])))
    return {name: None if name in hidden else count for name, count in parts.items()}
