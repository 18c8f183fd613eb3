"""The words of a charter's closed vocabularies, as a reader meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from babel.dates import format_skeleton, get_day_names
from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from elearn.catalogue.rules.text import Text
from elearn.locales import LOCALES, current_language, day, digits, endonym, number, percent, pick
from elearn.mandates.pages.vocabulary import (
    BODY_DUTY_TAGS,
    BODY_KINDS,
    EFFECTS,
    EMPLOYMENT_TYPES,
    EXEMPTION_REASONS,
    FREQUENCIES,
    LEGAL_STATUSES,
    PROVENANCES,
    PROVIDERS,
    REASONS,
    REPORT_AUDIENCES,
    ROLE_FAMILIES,
    TAGS,
    TRIGGERS,
)
from elearn.mandates.rules import (
    Asked,
    Audience,
    Because,
    ExemptionRule,
    FirstDeadline,
    Reason,
    Recurrence,
    ReportingText,
    State,
)


def words(texts: Mapping[str, str], fallback: str) -> Text:
    """Return the text in the reader's language, else in the fallback, with its language."""
    language, text = pick(texts, current_language(), fallback)
    return Text(text, language)


def provenance(kind: str) -> str | None:
    """Return what a reader must be told about where the words come from, if anything."""
    return gettext(PROVENANCES[kind]) if kind in PROVENANCES else None


def status(kind: str, adopted_on: date, language: str) -> Markup:
    """Return the sentence that says what sort of text it is, since when, and in which language."""
    named = Markup('<bdi lang="{}">{}</bdi>').format(language, endonym(language))
    sentence = Markup(escape(gettext(LEGAL_STATUSES[kind])))  # noqa: S704  # escaped just here
    return sentence % {"day": day(adopted_on), "language": named}


def reporting(rule: Mapping[str, Any]) -> list[str]:
    """Return whom reports about a requirement are for, how fine they are, and how often they come.

    Only the council and the public are told by reports that come by themselves.
    """
    found = ReportingText(**rule)
    wide = found.audience in {"council", "public"}
    return [
        gettext(REPORT_AUDIENCES[found.audience]),
        gettext("By name")
        if found.level == "named"
        else gettext("In numbers only, none below %(least)s", least=number(found.min_cell)),
        *([gettext(FREQUENCIES[found.frequency])] if wide else []),
    ]


def audience(document: Mapping[str, Any], units: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (what it is about, who) for each condition of an audience; `units` names codes."""
    found = Audience.of(document)
    for title, chosen, known in (
        (gettext("Contract"), found.employment_type, EMPLOYMENT_TYPES),
        (gettext("Field of work"), found.role_family, ROLE_FAMILIES),
        (gettext("Body"), found.body_kind, BODY_KINDS),
    ):
        if chosen:
            named = [gettext(text) for word, text in known.items() if word in chosen]
            yield title, gettext(" · ").join(named)
    if found.unit:
        yield gettext("Unit"), gettext(" · ").join(units.get(code, code) for code in found.unit)
    if found.supervises_others is not None:
        yield (
            gettext("Leading others"),
            gettext("Those who lead others")
            if found.supervises_others
            else gettext("Those who lead nobody"),
        )
    if found.public_contact is not None:
        yield (
            gettext("Contact with the public"),
            gettext("Those who meet the public")
            if found.public_contact
            else gettext("Those who do not meet the public"),
        )


def recurrence(document: Mapping[str, Any]) -> str:
    """Return how often it is owed."""
    found = Recurrence.of(document)
    if found.type == "calendar_year":
        return gettext("Every calendar year")
    if found.type == "fiscal_year":
        return gettext("Every fiscal year")
    if found.type == "per_term":
        return gettext("Once in each term of office")
    if found.type == "once" or found.interval is None:
        return gettext("Once")
    months = found.interval
    if found.anchor == "last_completion":
        return ngettext(
            "Again %(count)s month after each completion",
            "Again %(count)s months after each completion",
            months,
            count=number(months),
        )
    return ngettext("Every %(count)s month", "Every %(count)s months", months, count=number(months))


def first_deadline(document: Mapping[str, Any]) -> str:
    """Return when it falls due for the first time."""
    found = FirstDeadline.of(document)
    if found.fixed_date is not None:
        return gettext("On %(day)s", day=day(found.fixed_date))
    days = working_days(found.days) if found.working else calendar_days(found.days)
    template = TRIGGERS[found.trigger or "charter_in_force"]
    return gettext(template, days=days)


def calendar_days(days: int) -> str:
    """Return a number of days."""
    return ngettext("%(count)s day", "%(count)s days", days, count=number(days))


def working_days(days: int) -> str:
    """Return a number of working days."""
    return ngettext("%(count)s working day", "%(count)s working days", days, count=number(days))


def grace(days: int) -> str:
    """Return how many days of grace there are."""
    if not days:
        return gettext("None")
    return calendar_days(days)


def state(found: State) -> tuple[str, str]:
    """Return the kind of tag and the word for a state."""
    kind, text = TAGS[found]
    return kind, gettext(text)


def _minutes_missing(count: int) -> str:
    return ngettext(
        "%(count)s minute is missing.",
        "%(count)s minutes are missing.",
        count,
        count=number(count),
    )


def _live_missing(count: int) -> str:
    return ngettext(
        "%(count)s minute together with others is missing.",
        "%(count)s minutes together with others are missing.",
        count,
        count=number(count),
    )


def _sessions_missing(count: int) -> str:
    return ngettext(
        "%(count)s session is missing.",
        "%(count)s sessions are missing.",
        count,
        count=number(count),
    )


MISSING = {
    Because.MINUTES_MISSING: _minutes_missing,
    Because.LIVE_MISSING: _live_missing,
    Because.SESSIONS_MISSING: _sessions_missing,
}


def asked(found: Asked, topics: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (what, how much) for whatever is asked beside courses; `topics` names them by code."""
    if found.min_minutes:
        yield gettext("Learning time"), minutes(found.min_minutes)
    if found.live_minutes:
        yield gettext("Together with others"), minutes(found.live_minutes)
    if found.min_sessions:
        yield gettext("Sessions"), number(found.min_sessions)
    if found.topics:
        named = [topics.get(code, code) for code in sorted(found.topics)]
        yield gettext("Topics"), gettext(" · ").join(named)
    if found.pass_mark:
        yield gettext("Pass mark"), percent(found.pass_mark)
    if found.providers:
        named = [gettext(text) for word, text in PROVIDERS.items() if word in found.providers]
        yield gettext("Whose training counts"), gettext(" · ").join(named)


def minutes(count: int) -> str:
    """Return a number of minutes."""
    return ngettext("%(count)s minute", "%(count)s minutes", count, count=number(count))


def exemptions(found: Iterable[ExemptionRule]) -> Iterator[str]:
    """Yield each reason that excuses somebody, with what it does."""
    for rule in found:
        yield gettext(
            "%(reason)s: %(effect)s",
            reason=gettext(EXEMPTION_REASONS[rule.reason]),
            effect=gettext(EFFECTS[rule.effect]),
        )


def reason(found: Reason, courses: Mapping[str, str], topics: Mapping[str, str]) -> str:
    """Return one step of a decision as a sentence; `courses` and `topics` give their names."""
    days = {name: day(each) for name, each in found.days.items()}
    numbers = {name: number(each) for name, each in found.numbers.items()}
    if found.because == Because.COURSES_MISSING:
        named = [courses.get(slug, slug) for slug in found.courses]
        return gettext("Still to be completed: %(courses)s.", courses=gettext(" · ").join(named))
    if found.because == Because.TOPICS_MISSING:
        named = [topics.get(code, code) for code in found.topics]
        return gettext("Not covered yet: %(topics)s.", topics=gettext(" · ").join(named))
    if found.because in MISSING:
        return MISSING[found.because](found.numbers["missing"])
    template = REASONS[found.because]
    return gettext(template, **days, **numbers)


def by_when(due_on: date, found: State, satisfied_on: date | None, place: str) -> str:
    """Return the sentence that says by when; `place` is whose day it is."""
    if satisfied_on is not None:
        return gettext("You completed it on %(day)s.", day=day(satisfied_on))
    if found == State.WAIVED:
        return gettext("Nothing is asked of you this time.")
    if found in {State.DUE, State.UPCOMING, State.PAUSED}:
        return gettext(
            "It is due by the end of %(day)s, local time in %(place)s.",
            day=day(due_on),
            place=place,
        )
    return gettext(
        "It was due on %(day)s. You can still complete it; past the days of grace it is"
        " recorded as late.",
        day=day(due_on),
    )


def weekdays(found: Iterable[int]) -> str:
    """Return the names of days of the week, Monday being 0."""
    names = get_day_names("wide", "stand-alone", locale=LOCALES[current_language()])
    return gettext(" · ").join(names[each] for each in sorted(found))


def day_of_year(month: int, first: int) -> str:
    """Return a day of every year, without the year."""
    language = current_language()
    there = date(2000, month, first)
    return digits(format_skeleton("MMMMd", there, locale=LOCALES[language]), language)


def body_duty_state(state: str) -> tuple[str, str]:
    """Return the kind of tag and the word for the state of a body's duty."""
    kind, text = BODY_DUTY_TAGS[state]
    return kind, gettext(text)
