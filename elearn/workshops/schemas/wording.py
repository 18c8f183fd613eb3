"""Title, day and time of a workshop, in the words of a language."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from flask_babel import gettext

from elearn.catalogue.rules import Text
from elearn.locales import LOCALES, clock, current_language, day, pick
from elearn.workshops.models import Workshop


def title(workshop: Workshop, language: str | None = None) -> Text:
    """Return the title in the language, else in that in which it is held, else any.

    Without a language, here and below, it is the one of this request.
    """
    found, text = pick(workshop.titles, language or current_language(), workshop.language)
    return Text(text, found)


def when(workshop: Workshop, language: str | None = None, zone: str | None = None) -> str:
    """Return day with weekday, start, end and the name of a zone; of its place if none is named."""
    zone = zone or workshop.time_zone
    starts = workshop.starts_at.astimezone(ZoneInfo(zone))
    return gettext(
        "%(day)s, %(start)s to %(end)s (%(zone)s)",
        day=day(starts.date(), language),
        start=clock(workshop.starts_at, zone, language),
        end=clock(workshop.ends_at, zone, language),
        zone=get_timezone_name(starts, locale=LOCALES[language or current_language()]),
    )
