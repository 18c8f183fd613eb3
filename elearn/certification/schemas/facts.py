"""The list of facts a certificate rests on, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import dates
from flask_babel import gettext, ngettext

from elearn.certification.models import Certificate
from elearn.certification.rules.sheet import Fact, Run
from elearn.certification.rules.statement import Ground, Statement
from elearn.certification.schemas.runs import filled, sign, text_in
from elearn.locales import LOCALES, day, digits, direction, endonym, moment, number

GROUP = 4


def facts_of(certificate: Certificate, language: str) -> tuple[Fact, ...]:
    """Return the facts, the number first; where no charter asks for it, none is spoken of."""
    statement = certificate.statement
    return tuple(_facts(certificate, statement, language))


def _facts(certificate: Certificate, statement: Statement, language: str) -> Iterator[Fact]:
    course = statement.course
    yield Fact(gettext("Number"), (sign(certificate.code),))
    issued = instant(certificate.issued_at, statement.time_zone, language)
    yield Fact(gettext("Issued"), (Run(issued),))
    yield Fact(
        gettext("Course"),
        filled(
            gettext("%(code)s, version %(version)s"),
            code=sign(course.code),
            version=digits(str(course.version), language),
        ),
    )
    minutes = ngettext(
        "%(count)s minute",
        "%(count)s minutes",
        course.minutes,
        count=number(course.minutes, language),
    )
    yield Fact(gettext("Learning time"), (Run(minutes),))
    yield Fact(gettext("Completed in"), (_named(statement.language, language),))
    if statement.ground is not None:
        yield from _required(statement.ground, language)
    yield Fact(gettext("Fingerprint"), (sign(spaced(certificate.payload_hash)),))


def _required(ground: Ground, language: str) -> Iterator[Fact]:
    record = ground.language_of_record
    charter = text_in(ground.titles, language, record)
    heading = text_in(ground.headings, language, record)
    article = digits(ground.place, language)
    yield Fact(
        gettext("Required by"),
        filled(
            gettext("%(charter)s, article %(article)s: %(heading)s"),
            charter=charter,
            article=article,
            heading=heading,
        ),
    )
    if ground.in_force_from is not None:
        since = gettext(
            "Version %(version)s, in force since %(day)s",
            version=digits(str(ground.version), language),
            day=day(ground.in_force_from, language),
        )
        yield Fact(gettext("Text of the charter"), (Run(since),))
    if ground.period and ground.period.isdecimal():
        yield Fact(gettext("Counts for"), (Run(digits(ground.period, language)),))


def instant(value: datetime, zone: str, language: str) -> str:
    """Return an instant in full words, with the name of the zone whose clock it is."""
    local = value.astimezone(ZoneInfo(zone))
    name = dates.get_timezone_name(local, locale=LOCALES[language])
    return gettext(
        "%(moment)s (%(zone)s)",
        moment=moment(value, zone, language),
        zone=digits(name, language),
    )


def spaced(fingerprint: str) -> str:
    """Return the fingerprint in groups of four, so that it can be compared by eye."""
    starts = range(0, len(fingerprint), GROUP)
    return " ".join(fingerprint[start : start + GROUP] for start in starts)


def _named(named: str, language: str) -> Run:
    """Return the name of a language in itself."""
    if named == language:
        return Run(endonym(named))
    return Run(endonym(named), named, direction(named))
