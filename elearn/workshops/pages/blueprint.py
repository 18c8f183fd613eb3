"""The blueprint that the modules of this package hang their routes on."""

from __future__ import annotations

from flask import Blueprint

from elearn.identity.login import current_person

blueprint = Blueprint("workshops", __name__, template_folder="../templates")

GUESSES = "10 per 5 minutes"
"""Wrong codes, and staff numbers that nobody has, in the name of one person."""


def asker() -> str:
    """Return who asks, as the key of a limit."""
    return f"person:{current_person().public_id}"
