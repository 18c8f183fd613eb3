"""From the time on the wall to an instant, where clocks may be put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class TimeSkipped(ValueError):
    """The clocks are put forward over this time: it does not exist on that day."""


class TimeAmbiguous(ValueError):
    """The clocks are put back over this time: it comes twice on that day."""


def instant_of(wall: datetime, zone: str) -> datetime:
    """Return the one instant at which clocks in a zone show `wall`, which carries no zone.

    Raises TimeSkipped or TimeAmbiguous where there is none, or more than one.
    """
    place = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        shown = first.astimezone(UTC).astimezone(place).replace(tzinfo=None)
        raise TimeAmbiguous if shown == wall else TimeSkipped
    return first.astimezone(UTC)
