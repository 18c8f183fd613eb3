"""Where a workshop stands at an instant."""

from __future__ import annotations

from datetime import datetime, timedelta

from elearn.workshops.rules.ways import CodeState

CODE_HOLDS = timedelta(hours=1)
"""How long after the end the code can still be typed in: not everybody has a device in the room."""


def is_begun(starts_at: datetime, now: datetime) -> bool:
    """Return whether it has begun."""
    return now >= starts_at


def is_over(ends_at: datetime, now: datetime) -> bool:
    """Return whether it is over."""
    return now >= ends_at


def code_state(starts_at: datetime, ends_at: datetime, now: datetime) -> CodeState:
    """Return whether a code can be typed in, from the start to an hour after the end."""
    if now < starts_at:
        return CodeState.EARLY
    return CodeState.OPEN if now <= ends_at + CODE_HOLDS else CodeState.OVER
