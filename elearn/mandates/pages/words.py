"""The words of a charter's closed vocabularies, as a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from elearn.catalogue.rules.text import Text
from elearn.errors import N_
from elearn.locales import current_language, day, endonym, number, pick
from elearn.mandates.rules import Audience, FirstDeadline, Recurrence, State

EMPLOYMENT_TYPES = {
    "permanent": N_("Permanent staff"),
    "fixed_term": N_("Fixed-term staff"),
    "part_time": N_("Part-time staff"),
    "intern": N_("Interns"),
    "volunteer": N_("Volunteers"),
    "contractor": N_("Contractors"),
}
ROLE_FAMILIES = {
    "front_desk": N_("Front desk"),
    "police_enforcement": N_("Police and enforcement"),
    "social_services": N_("Social services"),
    "education": N_("Education"),
    "health": N_("Health"),
    "planning": N_("Planning"),
    "finance": N_("Finance"),
    "management": N_("Management"),
    "political": N_("Elected officials"),
}
BODY_KINDS = {
    "administration": N_("The administration"),
    "council": N_("The council"),
    "owned_corporation": N_("Corporations owned by the city"),
    "entrusted_institution": N_("Institutions entrusted with public services"),
    "adhering_municipality": N_("Municipalities that have joined"),
}
LEGAL_STATUSES = {
    "ordinance": N_("Ordinance of %(day)s. Language of record: %(language)s."),
    "statute": N_("Statute of %(day)s. Language of record: %(language)s."),
    "charter_binding": N_("Binding charter of %(day)s. Language of record: %(language)s."),
    "charter_political": N_(
        "Charter of %(day)s, a political commitment. Language of record: %(language)s."
    ),
    "internal_rule": N_("Internal rule of %(day)s. Language of record: %(language)s."),
}
TRIGGERS = {
    "hire": N_("%(days)s after hire"),
    "role_change": N_("%(days)s after the change of role"),
    "election": N_("%(days)s after the election"),
    "contract_start": N_("%(days)s after the start of the contract"),
    "charter_in_force": N_("%(days)s after entry into force"),
    "adhesion": N_("%(days)s after the municipality has joined"),
}
PROVENANCES = {
    "illustrative": N_("Example text, not a real law"),
    "mixed": N_("Partly example text, not a real law"),
}
TAGS = {
    State.UPCOMING: ("none", N_("Not open yet")),
    State.DUE: ("due", N_("Due")),
    State.IN_GRACE: ("due", N_("In the days of grace")),
    State.OVERDUE: ("late", N_("Overdue")),
    State.PAUSED: ("excused", N_("Paused")),
    State.WAIVED: ("excused", N_("Waived")),
    State.SATISFIED: ("done", N_("Completed")),
    State.SATISFIED_LATE: ("done", N_("Completed late")),
}


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


def by_when(due_on: date, found: State, satisfied_on: date | None, place: str) -> str:
    """Return the sentence that says by when; `place` is whose day it is."""
    if satisfied_on is not None:
        return gettext("You completed it on %(day)s.", day=day(satisfied_on))
    if found in {State.DUE, State.UPCOMING}:
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
