"""The three example charters of the companion, as rules without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from elearn.mandates.formats import read_charter
from elearn.mandates.rules import (
    ATTENDANCE,
    COMPLETION,
    EVERY_WEEK,
    RECOGNITION,
    CharterText,
    Evidence,
    Exemption,
    Obligation,
    PersonFacts,
    Requirement,
    Spell,
    WorkCalendar,
    body_kinds,
    obligations_for,
)

FOLDER = Path(__file__).parent / "charters"
KINDS = {
    "/baekdam/": "administration",
    "/baekdam/trams/": "owned_corporation",
    "/almar/": "administration",
    "/almar/council/": "council",
    "/valle/norte/": None,
}
JULY = replace(EVERY_WEEK, fiscal_year_starts=(7, 1))


def charter(name: str) -> CharterText:
    """Return one of the three charters."""
    file = FOLDER / f"{name}.yaml"
    return read_charter(file.name, file.read_bytes()).charter


def rule(
    name: str,
    code: str,
    *,
    path: str | None = None,
    joined: date | None = None,
    calendar: WorkCalendar = EVERY_WEEK,
    **changed: Any,
) -> Requirement:
    """Return a requirement as it binds the charter's organisation, or a member that has joined."""
    text = charter(name)
    found = next(each for each in text.requirements if each.code == code)
    made = Requirement(
        charter=text.code,
        version=text.version,
        article=text.article_of(found).number,
        code=found.code,
        path=path or f"/{text.organisation}/",
        in_force_from=max(text.in_force_from, joined or text.in_force_from),
        audience=found.audience,
        asked=found.asked,
        recurrence=found.recurrence,
        deadline=found.deadline,
        grace_days=found.grace_days,
        exemptions=found.exemptions,
        amends_open=found.amends_open,
        calendar=calendar,
    )
    return replace(made, **changed)


def spell(starts: date, ends: date | None = None, **facts: Any) -> Spell:
    """Return a permanent clerk's spell at the front desk of Baekdam, or what the facts say."""
    path = facts.pop("path", "/baekdam/desk/")
    usual = {"employment_type": "permanent", "role_family": "front_desk"}
    return Spell(starts, ends, path, body_kinds(path, KINDS), **{**usual, **facts})


def completed(course: str, on: date, minutes: int = 0, **facts: Any) -> Evidence:
    """Return a course completed on the platform."""
    return Evidence(f"{course}:{on}", COMPLETION, on, frozenset({course}), minutes=minutes, **facts)


def attended(on: date, minutes: int, provider: str = "civil_society", **facts: Any) -> Evidence:
    """Return minutes spent live with a trainer."""
    return Evidence(
        f"live:{on}",
        ATTENDANCE,
        on,
        minutes=minutes,
        live_minutes=minutes,
        provider=provider,
        **facts,
    )


def recognised(on: date, minutes: int, *courses: str, provider: str = "nhri") -> Evidence:
    """Return a certificate of another body that a reviewer found to count."""
    return Evidence(
        f"recognised:{on}",
        RECOGNITION,
        on,
        frozenset(courses),
        minutes=minutes,
        provider=provider,
    )


def leave(starts: date, ends: date, reason: str = "parental_leave", **facts: Any) -> Exemption:
    """Return a leave that an approver has recorded."""
    return Exemption(f"{reason}:{starts}", reason, starts, ends, **facts)


def owed(
    today: date,
    rules: Requirement | list[Requirement],
    *facts: Evidence | Exemption,
    spells: Spell | tuple[Spell, ...],
) -> tuple[Obligation, ...]:
    """Return what somebody with these spells owes on the day."""
    person = PersonFacts(
        spells if isinstance(spells, tuple) else (spells,),
        tuple(each for each in facts if isinstance(each, Exemption)),
    )
    done = [each for each in facts if isinstance(each, Evidence)]
    return obligations_for(person, rules if isinstance(rules, list) else [rules], done, today)
