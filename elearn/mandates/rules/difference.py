"""What differs between two versions of a charter, place by place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = ("number", "code", "reason", "course")
"""What tells the entries of a list apart, in the order in which it is looked for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that is not the same: what stood there, and what does; None for nothing."""

    place: str
    before: str | None
    after: str | None


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return what differs between two documents of `CharterText.document`, in their order."""
    old, new = dict(_places(before, "")), dict(_places(after, ""))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Difference(place, old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    )


def _places(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield every value that says something, with the place where it stands."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _places(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        for index, each in enumerate(value):
            name = next((str(each[name]) for name in NAMES if each.get(name)), str(index + 1))
            since = f" ({each['valid_from']})" if each.get("valid_from") else ""
            yield from _places(each, f"{place}[{name}{since}]")
    elif value not in (None, [], "", False):
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield place, text
