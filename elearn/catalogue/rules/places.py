"""The places that a course leaves open for what a municipality says of itself."""

from __future__ import annotations

PLACES = ("charter", "complaint-point", "contacts", "next-reviews", "ratifications")
"""The text of the charter; where people complain; whom to call in the country (the national
institution, the national mechanism, the ministry); the dates of the next reviews by the United
Nations; what the country has ratified."""


def opening(place: str) -> str:
    """Return the comment that begins a place in a compiled lesson."""
    return f"<!--place:{place}-->"


def closing(place: str) -> str:
    """Return the comment that ends a place in a compiled lesson."""
    return f"<!--/place:{place}-->"
