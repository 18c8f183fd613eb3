"""The words of workshops, as a reader meets them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from flask_babel import gettext

from elearn.catalogue.rules import Text
from elearn.errors import N_
from elearn.locales import LOCALES, clock, current_language, day, pick
from elearn.workshops.models import Workshop

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
    "cancelled": N_("The workshop is cancelled. Those who have booked it see that."),
}
"""What was done just now, by the word that the address carries to the next page."""


def done(word: str | None) -> str:
    """Return the sentence of what was done just now; an empty text for no such word."""
    return gettext(DONE[word]) if word in DONE else ""


def title(workshop: Workshop) -> Text:
    """Return the title in the reader's language, else in that in which it is held, else any."""
    language, text = pick(workshop.titles, current_language(), workshop.language)
    return Text(text, language)


def when(workshop: Workshop) -> str:
    """Return day with weekday, start, end and the name of the time zone of the place."""
    zone = workshop.time_zone
    return gettext(
        "%(day)s, %(start)s to %(end)s (%(zone)s)",
        day=day(workshop.held_on),
        start=clock(workshop.starts_at, zone),
        end=clock(workshop.ends_at, zone),
        zone=zone_name(workshop),
    )


def zone_name(workshop: Workshop) -> str:
    """Return what the time of the place is called on that day, in the reader's language."""
    from_place = workshop.starts_at.astimezone(ZoneInfo(workshop.time_zone))
    return str(get_timezone_name(from_place, locale=LOCALES[current_language()]))


def providers() -> list[tuple[str, str]]:
    """Return who may teach, as the form offers it."""
    return [(word, gettext(text)) for word, text in PROVIDERS.items()]
