"""The words of a letter about a workshop, in the language of its reader, for mail and paper.

Names, titles and addresses stand on lines of their own, so that each finds its own direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale, gettext

from elearn.locales import DEFAULT, LANGUAGES, pick
from elearn.settings import Settings
from elearn.workshops.formats import calendar
from elearn.workshops.rules import News
from elearn.workshops.schemas.events import event_of
from elearn.workshops.schemas.wording import title, when
from elearn.workshops.services import Compose, Letter, Words

LONGEST_SUBJECT = 300


def letters(settings: Settings) -> Compose:
    """Return how letters are put into words, with the addresses of this service.

    Those of one event share their calendar file, one for each language.
    """
    files: dict[tuple[object, ...], str] = {}

    def compose(letter: Letter, now: datetime) -> Words:
        language = next((each for each in letter.reader.languages if each in LANGUAGES), DEFAULT)
        with force_locale(language):
            subject = " ".join(_subject(letter, language).split())[:LONGEST_SUBJECT]
            blocks = _blocks(letter, settings.public_url, language)
            body = "\n\n".join("\n".join(block) for block in blocks) + "\n"
        about = letter.workshop.public_id, letter.workshop.revision, letter.news
        key = *about, letter.has_place, language, now
        if key not in files:
            files[key] = _calendar(letter, settings, language, now)
        return Words(language, subject, body, files[key])

    return compose


def _subject(letter: Letter, language: str) -> str:
    named = title(letter.workshop, language).text
    if letter.news is News.MOVED_UP:
        return gettext("You have a place: %(title)s", title=named)
    if letter.news is News.CHANGED:
        return gettext("Another time or place: %(title)s", title=named)
    return gettext("Cancelled: %(title)s", title=named)


def _blocks(letter: Letter, public_url: str, language: str) -> Iterator[list[str]]:
    workshop, reader = letter.workshop, letter.reader
    takes_place = letter.news is not News.CANCELLED
    yield [gettext("Good day, %(name)s.", name=reader.name)]
    yield [_news(letter)]
    yield [title(workshop, language).text, *_times(letter, language)]
    if workshop.place and takes_place:
        yield [gettext("Where"), workshop.place]
    if workshop.link and takes_place:
        yield [gettext("From afar"), workshop.link]
    if takes_place:
        yield [
            gettext("If you cannot come, give your place back, so that somebody else has it:"),
            f"{public_url}/workshops/{workshop.public_id}",
        ]
    else:
        yield [gettext("Look for another workshop:"), f"{public_url}/workshops"]
    place = pick(reader.employer_names, language, reader.employer_language)[1]
    yield [
        gettext(
            "The training service of %(place)s has written this message by itself. Nobody reads"
            " answers to it.",
            place=place,
        )
    ]


def _news(letter: Letter) -> str:
    if letter.news is News.MOVED_UP:
        return gettext("You were on the waiting list of this workshop. Now you have a place in it:")
    if letter.news is News.CHANGED:
        return gettext("You have a place in this workshop. Its time or place has changed to this:")
    if letter.has_place:
        return gettext("You had a place in this workshop. It does not take place:")
    return gettext("You were on the waiting list of this workshop. It does not take place:")


def _times(letter: Letter, language: str) -> Iterator[str]:
    """Yield when it is as clocks show it at its place, and at the reader's where they differ."""
    workshop, own = letter.workshop, letter.reader.time_zone
    yield when(workshop, language)
    at = workshop.starts_at
    there, here = (at.astimezone(ZoneInfo(zone)) for zone in (workshop.time_zone, own))
    if there.utcoffset() != here.utcoffset():
        yield gettext("On your clock: %(when)s", when=when(workshop, language, own))


def _calendar(letter: Letter, settings: Settings, language: str, now: datetime) -> str:
    event = event_of(
        letter.workshop,
        public_url=settings.public_url,
        joins=letter.has_place,
        stamped_at=now,
        organiser=settings.mail_from,
        language=language,
    )
    return calendar(event, method="CANCEL" if event.cancelled else "PUBLISH").decode()
