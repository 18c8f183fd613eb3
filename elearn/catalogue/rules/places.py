"""The places that a course leaves open for what a municipality says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PLACES = ("charter", "complaint-point", "contacts", "next-reviews", "ratifications")
"""The text of the charter; where people complain; whom to call in the country (the national
institution, the national mechanism, the ministry); the dates of the next reviews by the United
Nations; what the country has ratified."""
OPENING = re.compile(r"<!--place:([a-z-]+)-->")


@dataclass(frozen=True, slots=True)
class Local:
    """What an organisation says in one place."""

    place: str
    language: str
    html: str
    """Safe as it stands."""


def opening(place: str) -> str:
    """Return the comment that begins a place in a compiled lesson."""
    return f"<!--place:{place}-->"


def closing(place: str) -> str:
    """Return the comment that ends a place in a compiled lesson."""
    return f"<!--/place:{place}-->"


def places_in(html: str) -> tuple[str, ...]:
    """Return the places that a compiled lesson leaves open."""
    return tuple(OPENING.findall(html)) if "<!--place:" in html else ()


def filled(html: str, said: Mapping[str, str]) -> str:
    """Return the lesson with the HTML of each place in it; a place without any stays as it is."""
    for place, own in said.items():
        before, begins, rest = html.partition(opening(place))
        _, ends, after = rest.partition(closing(place))
        if begins and ends:
            html = f"{before}{own}{after}"
    return html
