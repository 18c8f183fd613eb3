"""The words of workshops, as a reader meets them."""

from __future__ import annotations

from flask_babel import gettext

from elearn.errors import N_
from elearn.workshops.schemas.wording import title, when

__all__ = ["DONE", "PROVIDERS", "done", "providers", "title", "when"]

PROVIDERS = {
    "platform_self_paced": N_("This service"),
    "own_body": N_("The organisation itself"),
    "civil_society": N_("Civil society"),
    "nhri": N_("The national human rights institution"),
    "academy": N_("A training academy"),
    "association": N_("An association of municipalities"),
    "university": N_("A university"),
    "other": N_("Somebody else"),
}
DONE = {
    "booked": N_("You have a place."),
    "waiting": N_("All places are taken. You are on the waiting list."),
    "given-back": N_("You have given your place back."),
    "attended": N_("You were there: the minutes are credited to you."),
    "saved": N_("Saved."),
    "planned": N_("The workshop is planned."),
    "cancelled": N_("The workshop is cancelled. Those who have booked it are written to."),
}
"""What was done just now, by the word that the address carries to the next page."""


def done(word: str | None) -> str:
    """Return the sentence of what was done just now; an empty text for no such word."""
    return gettext(DONE[word]) if word in DONE else ""


def providers() -> list[tuple[str, str]]:
    """Return who may teach, as the form offers it."""
    return [(word, gettext(text)) for word, text in PROVIDERS.items()]
