"""Who has a place, and who waits: it follows from the order of bookings and is never stored."""

from __future__ import annotations


def number_waiting(order: int, capacity: int | None) -> int:
    """Return which number on the waiting list the booking has, or 0 where it has a place.

    `order` is 1 for the first booking that was not given back.
    """
    return 0 if capacity is None else max(0, order - capacity)


def places_left(booked: int, capacity: int | None) -> int | None:
    """Return how many places are left; None where there is no limit."""
    return None if capacity is None else max(0, capacity - booked)
