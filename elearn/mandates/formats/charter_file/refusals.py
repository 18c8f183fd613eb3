"""What two entries of one list may not share."""

from __future__ import annotations

from datetime import date

from elearn.errors import N_
from elearn.mandates.formats.fields import Fields


def refuse_overlaps(
    whole: Fields, key: str, name: str, entries: list[tuple[str, date | None, date | None]]
) -> None:
    """Refuse two entries of one name that are in force on the same day."""
    for number, (value, starts, ends) in enumerate(entries):
        for other, (same, begins, stops) in enumerate(entries[:number]):
            if not value or value != same:
                continue
            if starts is None and ends is None and begins is None and stops is None:
                what, mend = N_("“%(value)s” is there twice"), N_("give each its own")
            elif max(starts or date.min, begins or date.min) <= min(
                ends or date.max, stops or date.max
            ):
                what = N_("“%(value)s” overlaps the one of line %(line)s")
                mend = N_("end one on the day before the other begins: “valid_to”, “valid_from”")
            else:
                continue
            whole.fault(
                (key, number, name), what, mend, value=value, line=whole.line(key, other, name)
            )
            break


def refuse_repeats(whole: Fields, key: str, name: str, values: list[str]) -> None:
    """Refuse two entries with one value under a key."""
    for number, value in enumerate(values):
        if value and value in values[:number]:
            whole.fault(
                (key, number, name),
                N_("“%(value)s” is there twice"),
                N_("give each its own"),
                value=value,
            )
