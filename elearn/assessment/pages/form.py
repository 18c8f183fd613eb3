"""What a question's form sent, as a response of its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from elearn.catalogue.rules.questions import LIST, MAP


def read_form(shape: Mapping[str, str], form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the response: a control is named by its part, with a dot before the id in a map."""
    return {part: _part(part, kind, form) for part, kind in shape.items()}


def _part(part: str, kind: str, form: MultiDict[str, str]) -> object:
    if kind == LIST:
        return form.getlist(part)
    if kind == MAP:
        prefix = f"{part}."
        return {
            name.removeprefix(prefix): value
            for name, value in form.items()
            if name.startswith(prefix) and value
        }
    return form.get(part, "")


def is_empty(response: Mapping[str, Any]) -> bool:
    """Return whether nothing was answered at all."""
    return not any(
        value.strip() if isinstance(value, str) else value for value in response.values()
    )
