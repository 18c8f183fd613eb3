"""The words of a digest, in the language of its reader, as plain text for mail and paper.

Names, titles and addresses stand on lines of their own, so that each finds its own direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from elearn.locales import DEFAULT, LANGUAGES, day, digits, number, pick
from elearn.mandates.queries import CourseView, Digest, Reminder
from elearn.mandates.rules import Obligation
from elearn.mandates.services import Words

LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses that a message names."""

    my_training: str
    start: str

    @classmethod
    def of(cls, app: Flask, public_url: str) -> Links:
        """Return them as they are reached from outside."""
        routes = app.url_map.bind("")
        return cls(
            public_url + routes.build("home.my_training"), public_url + routes.build("home.start")
        )


def compose(digest: Digest, *, links: Links) -> Words:
    """Return the subject and the body of a digest, in its reader's language."""
    spoken = digest.recipient.languages
    language = next((each for each in spoken if each in LANGUAGES), DEFAULT)
    with force_locale(language):
        subject = _subject(digest, language)
        body = "\n\n".join("\n".join(block) for block in _blocks(digest, links, language))
    return Words(language, " ".join(subject.split())[:LONGEST_SUBJECT], body + "\n")


def _subject(digest: Digest, language: str) -> str:
    own, others = len(digest.own), len(digest.others)
    if own:
        return ngettext(
            "Your training: %(count)s duty is open",
            "Your training: %(count)s duties are open",
            own,
            count=number(own, language),
        )
    return ngettext(
        "Training past its due day: %(count)s duty of others",
        "Training past its due day: %(count)s duties of others",
        others,
        count=number(others, language),
    )


def _blocks(digest: Digest, links: Links, language: str) -> Iterator[list[str]]:
    recipient = digest.recipient
    yield [gettext("Good day, %(name)s.", name=recipient.name)]
    if digest.own:
        yield [gettext("This is asked of you, and is not complete yet:")]
        for reminder in digest.own:
            yield [
                *_asked(reminder.obligation, digest.courses, language),
                _when(reminder, digest.day, language),
                *_cited(reminder, language),
            ]
        yield [gettext("My training"), links.my_training]
    if digest.others:
        yield [gettext("People you answer for have not completed this yet:")]
        yield from _people(digest, language)
        yield [gettext("Sign in to see more:"), links.start]
    place = pick(recipient.employer_names, language, recipient.employer_language)[1]
    yield [
        gettext(
            "The training service of %(place)s has written this message by itself. Nobody reads"
            " answers to it.",
            place=place,
        )
    ]


def _people(digest: Digest, language: str) -> Iterator[list[str]]:
    """Yield each duty of others once, with the people who have not met it, unit by unit."""
    duties: dict[tuple[str, ...], list[Reminder]] = {}
    for reminder in digest.others:
        duty = (
            *_asked(reminder.obligation, digest.courses, language),
            *_past(reminder.obligation, digest.day, language),
            *_cited(reminder, language),
        )
        duties.setdefault(duty, []).append(reminder)
    for duty, reminders in duties.items():
        yield list(duty)
        for _, some in groupby(reminders, key=lambda each: each.person.unit_path):
            here = list(some)
            unit = _name(here[0].person.unit_names, here[0], language)
            yield [unit, *(f"- {each.person.name}" for each in here)]


def _name(names: Mapping[str, str], reminder: Reminder, language: str) -> str:
    return pick(names, language, reminder.person.unit_language)[1]


def _asked(
    obligation: Obligation, courses: Mapping[str, CourseView], language: str
) -> Iterator[str]:
    """Yield what is left to do, one line a step: courses, minutes, live minutes, sessions."""
    done = set(obligation.done)
    several = False
    for part in obligation.asked.parts:
        if done.isdisjoint(part.any_of):
            several = several or len(part.any_of) > 1
            yield gettext(" · ").join(_titles(part.any_of, courses, language))
    if several:
        yield gettext("Where a line names several courses, one of them is enough.")
    asked, minutes = obligation.asked, obligation.min_minutes
    if minutes:
        yield ngettext(
            "At least %(count)s minute of training in all.",
            "At least %(count)s minutes of training in all.",
            minutes,
            count=number(minutes, language),
        )
    if asked.live_minutes:
        yield ngettext(
            "At least %(count)s minute of it together with others.",
            "At least %(count)s minutes of it together with others.",
            asked.live_minutes,
            count=number(asked.live_minutes, language),
        )
    if asked.min_sessions:
        yield ngettext(
            "At least %(count)s session with a trainer.",
            "At least %(count)s sessions with a trainer.",
            asked.min_sessions,
            count=number(asked.min_sessions, language),
        )


def _titles(
    slugs: Iterable[str], courses: Mapping[str, CourseView], language: str
) -> Iterator[str]:
    for slug in slugs:
        course = courses.get(slug)
        yield (pick(course.titles, language, course.language)[1] if course else "") or slug


def _when(reminder: Reminder, today: date, language: str) -> str:
    """Return by when, as it is on the day on which the message arrives."""
    obligation = reminder.obligation
    due = day(obligation.due_on, language)
    if today <= obligation.due_on:
        return gettext(
            "Due %(day)s, end of the day (local time of %(place)s).",
            day=due,
            place=_name(reminder.person.employer_names, reminder, language),
        )
    if today <= obligation.grace_ends_on:
        return gettext(
            "Was due %(day)s. Until %(grace)s it still counts as on time.",
            day=due,
            grace=day(obligation.grace_ends_on, language),
        )
    return gettext(
        "Was due %(day)s. You can still complete it; it will be recorded as late.", day=due
    )


def _past(obligation: Obligation, today: date, language: str) -> Iterator[str]:
    """Yield since when it is overdue, and until when it still counts."""
    days = (today - obligation.due_on).days
    yield ngettext(
        "Was due %(day)s, %(count)s day ago.",
        "Was due %(day)s, %(count)s days ago.",
        days,
        day=day(obligation.due_on, language),
        count=number(days, language),
    )
    if today <= obligation.grace_ends_on:
        yield gettext(
            "Until %(grace)s it still counts as on time.",
            grace=day(obligation.grace_ends_on, language),
        )


def _cited(reminder: Reminder, language: str) -> Iterator[str]:
    """Yield the heading of the article, and its place in the charter."""
    cited = reminder.cited
    article = digits(reminder.obligation.requirement.article, language)
    record = cited.language_of_record
    heading = pick(cited.headings, language, record)[1]
    if heading:
        yield heading
    charter = pick(cited.titles, language, record)[1]
    if cited.paragraph:
        yield gettext(
            "%(charter)s, article %(number)s, paragraph %(paragraph)s.",
            charter=charter,
            number=article,
            paragraph=digits(cited.paragraph, language),
        )
    else:
        yield gettext("%(charter)s, article %(number)s.", charter=charter, number=article)
