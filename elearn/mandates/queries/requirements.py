"""The requirements that bind whoever works at certain places, ready for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation
from elearn.identity.queries.calendars import calendars, nearest_calendar
from elearn.identity.rules import ancestors
from elearn.mandates import rules
from elearn.mandates.models import (
    Adhesion,
    Article,
    Charter,
    CharterVersion,
    Requirement,
)
from elearn.mandates.rules import Disclosure, ReportingText

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cited:
    """The words that stand behind a requirement (invariant 6)."""

    titles: Mapping[str, str]
    language_of_record: str
    headings: Mapping[str, str]
    texts: Mapping[str, str]
    paragraph: str | None
    provenance: str
    responsible: str
    topics: Mapping[str, Mapping[str, str]]
    """The titles of the topics of its charter, by code."""
    disclosure: Disclosure
    """Who may be told how people stand with it."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Requirements for the rules, and what each cites, by `Requirement.key`."""

    requirements: tuple[rules.Requirement, ...]
    cited: Mapping[int, Cited]
    topics: Mapping[str, frozenset[str]]
    """The topics of these charters that each course covers, by slug."""


def bound_at(path: str) -> ColumnElement[bool]:
    """Return the condition that an organisation's charter can bind somebody at or below `path`."""
    return or_(
        Organisation.path.in_(ancestors(path)), Organisation.path.startswith(path, autoescape=True)
    )


def binding(
    session: Session, where: ColumnElement[bool], *, known_at: datetime | None = None
) -> Binding:
    """Return the requirements of all charters of the organisations that `where` selects.

    With `known_at`, only what was on record at that instant. One statement, one more where a
    charter binds on adhesion, and one where a calendar matters. A version without any requirement
    still ends the one before it.
    """
    statement = (
        select(Charter.id, Charter.code, CharterVersion, Organisation.path, Requirement, Article)
        .join(CharterVersion, CharterVersion.charter_id == Charter.id)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .outerjoin(Requirement, Requirement.charter_version_id == CharterVersion.id)
        .outerjoin(Article, Article.id == Requirement.article_id)
        .where(where)
        .order_by(Charter.code, CharterVersion.version, Requirement.position)
    )
    if known_at is not None:
        statement = statement.where(CharterVersion.loaded_at <= known_at)
    rows = list(session.execute(statement))
    until = _ends((code, version) for _, code, version, *_ in rows)
    joined = _members(session, {row[0] for row in rows if row[2].on_adhesion}, known_at)
    places = calendars(session, known_at) if any(map(_needs_calendar, rows)) else {}
    found: list[rules.Requirement] = []
    cited: dict[int, Cited] = {}
    for charter_id, code, version, path, maybe, article in rows:
        requirement: Requirement | None = maybe
        if requirement is None:
            continue
        starts = max(
            version.in_force_from,
            requirement.valid_from or article.valid_from or version.in_force_from,
        )
        last = min(requirement.valid_to or date.max, article.valid_to or date.max)
        ends = _earliest(until[version.id], None if last == date.max else last + DAY)
        bodies = joined.get(charter_id, []) if version.on_adhesion else [(path, starts, None)]
        for body, since, left in bodies:
            found.append(
                rules.Requirement(
                    charter=code,
                    version=version.version,
                    article=article.number,
                    code=requirement.code,
                    path=body,
                    in_force_from=max(starts, since),
                    audience=rules.Audience.of(requirement.audience),
                    asked=rules.Asked.of(requirement.asked),
                    recurrence=rules.Recurrence.of(requirement.recurrence),
                    deadline=rules.FirstDeadline.of(requirement.initial_deadline),
                    grace_days=requirement.grace_days,
                    exemptions=tuple(map(rules.ExemptionRule.of, requirement.exemptions)),
                    amends_open=requirement.amends_open,
                    until=_earliest(ends, left),
                    key=requirement.id,
                    calendar=nearest_calendar(body, places),
                )
            )
        cited[requirement.id] = Cited(
            titles=version.titles,
            language_of_record=version.language_of_record,
            headings=article.headings,
            texts=article.texts,
            paragraph=requirement.paragraph,
            provenance=requirement.provenance,
            responsible=requirement.responsible,
            topics={topic["code"]: topic["titles"] for topic in version.topics},
            disclosure=Disclosure(
                ReportingText(**requirement.reporting),
                "manager" in (requirement.reminders.get("escalate") or {}),
            ),
        )
    return Binding(tuple(found), cited, _covered(row[2] for row in rows))


def _covered(versions: Iterable[CharterVersion]) -> dict[str, frozenset[str]]:
    """Return the topics that each course covers, by slug."""
    found: dict[str, set[str]] = {}
    for topics in {version.id: version.topics for version in versions}.values():
        for topic in topics:
            for slug in topic["courses"]:
                found.setdefault(slug, set()).add(topic["code"])
    return {slug: frozenset(codes) for slug, codes in found.items()}


def _needs_calendar(row: Any) -> bool:
    """Say whether a requirement counts in years of account, terms or working days."""
    requirement: Requirement | None = row[4]
    return requirement is not None and (
        requirement.recurrence["type"] in {"fiscal_year", "per_term"}
        or requirement.initial_deadline.get("trigger") == "election"
        or bool(requirement.initial_deadline.get("working"))
    )


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _ends(versions: Iterable[tuple[str, CharterVersion]]) -> dict[int, date | None]:
    """Return, by version id, the first day on which it starts no period any more."""
    ends: dict[int, date | None] = {}
    before: tuple[str, CharterVersion] | None = None
    for code, version in versions:
        if before is not None and before[0] == code and before[1].id != version.id:
            ended = ends[before[1].id]
            ends[before[1].id] = min(ended or version.in_force_from, version.in_force_from)
        last = version.in_force_to
        ends.setdefault(version.id, last + DAY if last else None)
        before = (code, version)
    return ends


def _members(
    session: Session, charters: set[int], known_at: datetime | None
) -> dict[int, list[tuple[str, date, date | None]]]:
    """Return who has joined each charter: path, since when, until which day it is not bound."""
    found: dict[int, list[tuple[str, date, date | None]]] = {}
    if not charters:
        return found
    statement = (
        select(Adhesion, Organisation.path)
        .join(Organisation, Organisation.id == Adhesion.organisation_id)
        .where(Adhesion.charter_id.in_(charters))
        .order_by(Organisation.path, Adhesion.adhered_on)
    )
    if known_at is not None:
        statement = statement.where(Adhesion.recorded_at <= known_at)
    for adhesion, path in session.execute(statement):
        left = adhesion.withdrawn_on
        if known_at is not None and (adhesion.withdrawal_recorded_at or known_at) > known_at:
            left = None
        found.setdefault(adhesion.charter_id, []).append((path, adhesion.adhered_on, left))
    return found
