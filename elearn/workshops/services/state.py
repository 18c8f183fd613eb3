"""What the state of a workshop forbids, each with its sentence."""

from __future__ import annotations

from datetime import datetime

from elearn.errors import N_, Conflict
from elearn.workshops.models import Workshop
from elearn.workshops.rules import CodeState, code_state, is_begun


class WorkshopCancelled(Conflict):
    """It does not take place."""

    code = "workshop-cancelled"


class WorkshopBegun(Conflict):
    """It has begun: what was planned stands."""

    code = "workshop-begun"


class WorkshopNotBegun(Conflict):
    """Nobody can have been there yet."""

    code = "workshop-not-begun"


class WorkshopOver(Conflict):
    """The time for the code is over."""

    code = "workshop-over"


def must_take_place(workshop: Workshop) -> None:
    """Raise WorkshopCancelled for one that does not."""
    if workshop.cancelled_at is not None:
        raise WorkshopCancelled(N_("This workshop is cancelled. Look for another one."))


def must_be_ahead(workshop: Workshop, now: datetime, told: str) -> None:
    """Raise WorkshopBegun with a sentence for one that has begun."""
    if is_begun(workshop.starts_at, now):
        raise WorkshopBegun(told)


def must_have_begun(workshop: Workshop, now: datetime) -> None:
    """Raise WorkshopNotBegun for one that has not."""
    if not is_begun(workshop.starts_at, now):
        raise WorkshopNotBegun(
            N_("This workshop has not begun. Attendance is recorded from its start on.")
        )


def code_must_hold(workshop: Workshop, now: datetime) -> None:
    """Raise WorkshopNotBegun or WorkshopOver where no code can be typed in now."""
    must_have_begun(workshop, now)
    code_must_be_of_use(workshop, now)


def code_must_be_of_use(workshop: Workshop, now: datetime) -> None:
    """Raise WorkshopOver where nobody could type in a code any more."""
    if code_state(workshop.starts_at, workshop.ends_at, now) is CodeState.OVER:
        raise WorkshopOver(
            N_(
                "A code can be typed in until one hour after the end. Ask the trainer to mark the"
                " attendance on the list."
            )
        )
