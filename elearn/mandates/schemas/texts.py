"""Texts that come in from outside."""

from __future__ import annotations

import marshmallow as ma

from elearn.identity.rules.names import has_control_characters


def _plain(text: str) -> None:
    """Refuse signs that no text needs; lines may end."""
    if has_control_characters(" ".join(text.split())):
        raise ma.ValidationError("Leave out control characters.")


def fitting(most: int, *, least: int = 1) -> ma.validate.And:
    """Return the check of a text of so many signs, without control characters."""
    return ma.validate.And(ma.validate.Length(least, most), _plain)
