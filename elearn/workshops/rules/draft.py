"""What somebody writes to plan a workshop, read into a plan or into all that is wrong with it.

Form, API and file write the same keys, so that one reader says the same of all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from elearn.catalogue.rules.languages import LANGUAGES
from elearn.errors import N_
from elearn.identity.rules.names import composed, has_control_characters, western_digits
from elearn.learning.rules import PROVIDERS
from elearn.workshops.rules.clocks import TimeAmbiguous, TimeSkipped, instant_of
from elearn.workshops.rules.unfit import Unfit

KEYS = (
    "titles",
    "day",
    "starts",
    "ends",
    "time_zone",
    "place",
    "link",
    "capacity",
    "language",
    "provider",
    "courses",
    "topics",
    "minutes",
    "trainer",
)
LONGEST_TITLE, LONGEST_PLACE, LONGEST_LINK, LONGEST_LOGIN = 200, 300, 500, 200
LARGEST, MOST_LISTED = 10_000, 50
FIRST_YEAR, LAST_YEAR = 1900, 2199
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
LINK = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\]+")
CODE = re.compile(r"[\w.:/\-]{1,64}")


@dataclass(frozen=True, slots=True)
class Plan:
    """A workshop as it is to be: every value understood, none yet looked up."""

    titles: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    day: date
    """The civil day at its place."""
    time_zone: str
    place: str
    link: str
    capacity: int | None
    language: str
    provider: str
    courses: tuple[str, ...]
    topics: tuple[str, ...]
    minutes: int
    trainer: str
    """A user name, a staff number or `code/staff number`."""


def read_draft(draft: Mapping[str, Any]) -> tuple[Plan | None, tuple[Unfit, ...]]:
    """Return the plan that a draft means, or None and everything that is wrong with it."""
    reader = _Reader(draft)
    return reader.plan(), tuple(reader.unfit)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


class _Reader:
    """Reads one key after the other; what is wrong is noted and read as something harmless."""

    def __init__(self, draft: Mapping[str, Any]) -> None:
        self.draft = draft
        self.unfit: list[Unfit] = []

    def refuse(self, field: str, template: str, /, **params: object) -> None:
        self.unfit.append(Unfit(field, template, params))

    def text(self, key: str) -> str:
        value = self.draft.get(key)
        plain = isinstance(value, str | int | date) and not isinstance(value, bool)
        return composed(str(value)) if plain else ""

    def plan(self) -> Plan | None:
        titles, zone, day = self.titles(), self.zone(), self.day()
        starts_at, ends_at = self.instants(day, zone)
        length = int((ends_at - starts_at).total_seconds() // 60) if starts_at and ends_at else None
        place, link = self.whereabouts()
        rest: dict[str, Any] = {
            "capacity": self.capacity(),
            "language": self.one_of(
                "language", LANGUAGES, N_("Choose the language in which it is held.")
            ),
            "provider": self.one_of("provider", PROVIDERS, N_("Choose who teaches.")),
            "courses": self.codes("courses"),
            "topics": self.codes("topics"),
            "minutes": self.minutes(length),
            "trainer": self.trainer(),
        }
        if self.unfit or starts_at is None or ends_at is None or day is None or zone is None:
            return None
        return Plan(
            titles=titles,
            starts_at=starts_at,
            ends_at=ends_at,
            day=day,
            time_zone=zone,
            place=place,
            link=link,
            **rest,
        )

    def titles(self) -> dict[str, str]:
        value = self.draft.get("titles")
        given = value if isinstance(value, Mapping) else {}
        found = {}
        for language, title in given.items():
            text = composed(title) if isinstance(title, str) else ""
            if not text:
                continue
            if language not in LANGUAGES:
                self.refuse(
                    "titles",
                    N_("“%(language)s” is not a language of this service. Use one of %(known)s."),
                    language=str(language)[:20],
                    known=", ".join(LANGUAGES),
                )
            elif len(text) > LONGEST_TITLE or has_control_characters(text):
                self.refuse(
                    f"titles.{language}",
                    N_("Write this title in one line of at most %(most)s characters."),
                    most=LONGEST_TITLE,
                )
            else:
                found[language] = text
        if not found and not self.unfit:
            self.refuse("titles", N_("Give a title in one language at least."))
        return found

    def zone(self) -> str | None:
        name = self.text("time_zone")
        if name in _zones():
            return name
        self.refuse(
            "time_zone",
            N_(
                "“%(zone)s” is not a time zone known here. Write a name of the IANA database,"
                " such as Asia/Seoul."
            ),
            zone=name[:60],
        )
        return None

    def day(self) -> date | None:
        try:
            found = date.fromisoformat(western_digits(self.text("day")))
        except ValueError:
            found = date.min
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        self.refuse("day", N_("Write the day as year, month and day: 2027-03-31."))
        return None

    def instants(
        self, day: date | None, zone: str | None
    ) -> tuple[datetime | None, datetime | None]:
        found = [self.instant(key, self.clock(key), day, zone) for key in ("starts", "ends")]
        starts_at, ends_at = found
        if starts_at and ends_at and ends_at <= starts_at:
            self.refuse("ends", N_("It ends before it has begun. Give a later end, the same day."))
            return None, None
        return starts_at, ends_at

    def clock(self, key: str) -> time | None:
        found = CLOCK.fullmatch(western_digits(self.text(key)))
        try:
            if found:
                return time(int(found[1]), int(found[2]))
        except ValueError:
            pass
        self.refuse(key, N_("Write the time as hours and minutes: 14:00."))
        return None

    def instant(
        self, key: str, clock: time | None, day: date | None, zone: str | None
    ) -> datetime | None:
        if clock is None or day is None or zone is None:
            return None
        try:
            return instant_of(datetime.combine(day, clock), zone)
        except TimeSkipped:
            told = N_(
                "%(time)s does not exist on this day in %(zone)s: the clocks are put forward over"
                " it. Give a time before or after."
            )
        except TimeAmbiguous:
            told = N_(
                "%(time)s comes twice on this day in %(zone)s, as the clocks are put back. Give a"
                " time before or after."
            )
        self.refuse(key, told, time=f"{clock:%H:%M}", zone=zone)
        return None

    def whereabouts(self) -> tuple[str, str]:
        place, link = self.text("place"), self.text("link")
        if not place and not link:
            self.refuse("place", N_("Say where it is: a place, a link, or both."))
        if len(place) > LONGEST_PLACE or has_control_characters(place):
            self.refuse(
                "place",
                N_("Write the place in one line of at most %(most)s characters."),
                most=LONGEST_PLACE,
            )
        if link and (len(link) > LONGEST_LINK or not LINK.fullmatch(link)):
            self.refuse(
                "link",
                N_("Write the whole address, from https:// on, in at most %(most)s characters."),
                most=LONGEST_LINK,
            )
        return place, link

    def number(self, key: str) -> int | None:
        text = self.text(key)
        return int(text) if text.isdecimal() and len(text) <= len(str(LARGEST)) else None

    def capacity(self) -> int | None:
        if not self.text("capacity"):
            return None
        found = self.number("capacity")
        if found is None or not 1 <= found <= LARGEST:
            self.refuse(
                "capacity",
                N_("Write how many places there are, from 1 to %(most)s, or nothing for no limit."),
                most=LARGEST,
            )
        return found

    def minutes(self, length: int | None) -> int:
        found = self.number("minutes")
        if found and found >= 1 and (length is None or found <= length):
            return found
        if length is None:
            self.refuse("minutes", N_("Write the minutes that are credited, in digits."))
        else:
            self.refuse(
                "minutes",
                N_("Write the minutes that are credited, from 1 to %(most)s: it lasts no longer."),
                most=length,
            )
        return 0

    def one_of(self, key: str, known: tuple[str, ...], told: str) -> str:
        found = self.text(key)
        if found not in known:
            self.refuse(key, told)
        return found

    def codes(self, key: str) -> tuple[str, ...]:
        value = self.draft.get(key)
        listed = list(_listed(value))
        if len(listed) > MOST_LISTED or not all(CODE.fullmatch(each) for each in listed):
            self.refuse(
                key,
                N_("List at most %(most)s codes here, each without spaces, with commas between."),
                most=MOST_LISTED,
            )
            return ()
        return tuple(dict.fromkeys(listed))

    def trainer(self) -> str:
        login = self.text("trainer")
        if not login or len(login) > LONGEST_LOGIN:
            self.refuse("trainer", N_("Write the staff number or the user name of the trainer."))
        return login


def _listed(value: Any) -> Iterator[str]:
    """Yield what is written as a list, or as one text with commas in it."""
    parts = value if isinstance(value, list | tuple) else str(value or "").split(",")
    for part in parts:
        text = composed(str(part))
        if text:
            yield text
