"""What a requirement asks for: courses, a programme, minutes, sessions, topics, and what counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elearn.catalogue.rules.programmes import Part
from elearn.errors import N_
from elearn.mandates.formats.fields import Fields
from elearn.mandates.formats.requirement.limits import (
    LONGEST_DAYS,
    LONGEST_MINUTES,
    MOST_SESSIONS,
)
from elearn.mandates.rules import (
    ACCEPTED,
    KINDS,
    PROVIDERS,
    Asked,
)


def read_asked(fields: Fields, asked: Fields, topics: Mapping[str, tuple[str, ...]]) -> Asked:
    """Return what a requirement asks for; `topics` are those that the charter defines."""
    asked.only(
        (
            "kind",
            "courses",
            "programme",
            "min_minutes",
            "live_minutes",
            "min_sessions",
            "topics",
            "pass_mark",
            "languages",
        ),
        required=("kind",) if asked.values else (),
    )
    kind = asked.word("kind", KINDS) or "course"
    courses = asked.words("courses")
    provider, evidence = fields.inner("provider"), fields.inner("evidence")
    provider.only(("allowed", "live_minutes_min", "accreditation_required"))
    evidence.only(("accepted", "max_age_days", "retention_months"))
    minutes = asked.whole("min_minutes", least=1, most=LONGEST_MINUTES) or 0
    live = (
        asked.whole("live_minutes", least=1, most=LONGEST_MINUTES)
        or provider.whole("live_minutes_min", least=1, most=LONGEST_MINUTES)
        or 0
    )
    sessions = asked.whole("min_sessions", least=1, most=MOST_SESSIONS) or 0
    _whole_kind(asked, kind, courses, minutes, sessions)
    if minutes and live > minutes:
        asked.fault(
            (),
            N_("%(live)s minutes live are more than the %(minutes)s minutes asked in all"),
            N_("raise “min_minutes”, or ask for fewer live minutes"),
            live=live,
            minutes=minutes,
        )
    return Asked(
        kind=kind,
        parts=_parts(kind, courses),
        min_minutes=minutes,
        live_minutes=live,
        min_sessions=sessions,
        topics=frozenset(asked.words("topics", topics)) if topics else frozenset(_none(asked)),
        pass_mark=asked.share("pass_mark"),
        providers=frozenset(provider.words("allowed", PROVIDERS)),
        accepted=frozenset(evidence.words("accepted", ACCEPTED)) or frozenset(ACCEPTED),
        accreditation=provider.flag("accreditation_required") or False,
        max_age_days=evidence.whole("max_age_days", least=1, most=LONGEST_DAYS) or 0,
    )


def _none(asked: Fields) -> tuple[str, ...]:
    """Refuse topics that the charter does not define."""
    if asked.values.get("topics") is not None:
        asked.fault(
            ("topics",),
            N_("this charter defines no topics"),
            N_("add a list “topics” beside “articles”, each with a code, titles and courses"),
        )
    return ()


def _whole_kind(
    asked: Fields, kind: str, courses: Sequence[str], minutes: int, sessions: int
) -> None:
    """Refuse a kind without what it counts."""
    needs = {
        "course": ("courses",),
        "course_any_of": ("courses",),
        "programme": ("programme",),
        "hours": ("min_minutes",),
        "course_and_hours": ("courses", "min_minutes"),
        "session_count": ("min_sessions",),
    }[kind]
    given = {
        "courses": bool(courses),
        "programme": asked.values.get("programme") is not None,
        "min_minutes": bool(minutes),
        "min_sessions": bool(sessions),
    }
    for key in needs:
        if asked.values and not given[key] and asked.values.get(key) is None:
            asked.fault(
                (), N_("“%(key)s” is missing for a requirement of this kind"), N_("add it"), key=key
            )


def _parts(kind: str, courses: Sequence[str]) -> tuple[Part, ...]:
    if not courses:
        return ()
    if kind == "course_any_of":
        return (Part(tuple(courses)),)
    return tuple(Part((slug,)) for slug in courses)
