"""What a charter lets the council and the public know of a period, and what was published of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn.errors import N_, NotFound
from elearn.identity.models import Organisation
from elearn.identity.queries import within
from elearn.identity.rules import Scope, ancestors, outermost
from elearn.identity.rules.scope import EVERYTHING
from elearn.mandates import models
from elearn.mandates.models import Adhesion, Charter, CharterVersion
from elearn.mandates.queries import CharterNotFound, Cited, Standing, obligations_within
from elearn.mandates.rules import Obligation, Requirement, worst
from elearn.reporting.models import CharterReport
from elearn.reporting.queries.places import Place, as_place, places
from elearn.reporting.rules import (
    CELLS,
    Count,
    Group,
    ReportPeriod,
    Row,
    ended,
    group_of,
    period_of,
    safe_table,
)

WIDE = ("council", "public")
"""The audiences that are told by a report of their own."""
MOST_PERIODS = 24
"""Periods of one frequency that are offered to be published."""


class ReportNotFound(NotFound):
    """No report of this period was published, or none for this reader."""

    code = "report-not-found"


@dataclass(frozen=True, slots=True)
class ReportedCharter:
    """A charter, and how often which audience is to be told what about it."""

    id: int
    code: str
    titles: Mapping[str, str]
    language_of_record: str
    place: Place
    on_adhesion: bool
    since: date
    """The first day on which it was in force."""
    frequencies: tuple[str, ...]
    """Those of its requirements that the council or the public is told of."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published report as one reader may see it."""

    period: ReportPeriod
    requirements: tuple[Mapping[str, Any], ...]
    published_at: datetime
    content_hash: str


def reported_charter(session: Session, code: str, scope: Scope = EVERYTHING) -> ReportedCharter:
    """Return what reports of a charter hang on, where its organisation lies within the scope.

    Raises CharterNotFound. Three statements.
    """
    row = session.execute(
        select(Charter.id, Organisation)
        .join(Organisation, Organisation.id == Charter.organisation_id)
        .where(Charter.code == code, within(scope))
    ).one_or_none()
    if row is None:
        raise CharterNotFound(N_("There is no charter %(code)s."), code=code)
    charter_id, organisation = row
    versions = session.scalars(
        select(CharterVersion)
        .where(CharterVersion.charter_id == charter_id)
        .order_by(CharterVersion.version)
    ).all()
    rules = session.scalars(
        select(models.Requirement.reporting).where(
            models.Requirement.charter_version_id.in_([each.id for each in versions])
        )
    ).all()
    return ReportedCharter(
        id=charter_id,
        code=code,
        titles=versions[-1].titles,
        language_of_record=versions[-1].language_of_record,
        place=as_place(organisation),
        on_adhesion=versions[-1].on_adhesion,
        since=min(each.in_force_from for each in versions),
        frequencies=tuple(
            sorted({rule["frequency"] for rule in rules if rule.get("audience") in WIDE})
        ),
    )


def reported(
    session: Session, charter: ReportedCharter, period: ReportPeriod
) -> list[dict[str, Any]]:
    """Return how people stood at the end of a period, requirement by requirement, by what is known.

    One table for every requirement that the council or the public is told of so often: by the
    bodies that have joined, or by the units right below the charter's organisation. What is hidden
    has no number. Six statements, and four more for every further body that has joined.
    """
    units = {unit.path: unit for unit in _units(session, charter, period.last)}
    roots = outermost(units) if charter.on_adhesion else (charter.place.path,)
    counted: dict[str, dict[str, Counter[Group]]] = {}
    newest: dict[str, Requirement] = {}
    cited: dict[int, Cited] = {}
    for root in roots:
        standings = obligations_within(session, root, today=period.last)
        cited.update(standings.cited)
        for standing in standings.people:
            unit = _unit(units, standing)
            for code, duties in _by_requirement(standing, charter.code).items():
                rules = [each.requirement for each in duties]
                newest[code] = max(
                    *rules, newest.get(code, rules[0]), key=lambda rule: rule.version
                )
                group = group_of(worst(duties))
                if group is not None:
                    counted.setdefault(code, {}).setdefault(unit.code, Counter())[group] += 1
    told = [(newest[code], cited[newest[code].key]) for code in sorted(counted)]
    return [
        {**_head(rule, words), **_table(counted[rule.code], units.values(), words)}
        for rule, words in told
        if words.disclosure.reporting.audience in WIDE
        and words.disclosure.reporting.frequency == period.frequency
    ]


def published(session: Session, charter: ReportedCharter, scope: Scope) -> list[Published]:
    """Return what was published of a charter, the last period first. One statement.

    `scope` is where the reader may read reports: whoever may read about the organisation of the
    charter sees what the council is told; others what the public is, and nothing of a period
    without it.
    """
    rows = session.scalars(
        select(CharterReport)
        .where(CharterReport.charter_id == charter.id)
        .order_by(CharterReport.as_of.desc(), CharterReport.period)
    )
    found = (_published(row, charter, scope) for row in rows)
    return [each for each in found if each.requirements]


def published_report(
    session: Session, charter: ReportedCharter, period: ReportPeriod, scope: Scope
) -> Published:
    """Return the published report of a period as a reader of `scope` may see it.

    Raises ReportNotFound.
    """
    row = report_row(session, charter.id, period)
    found = _published(row, charter, scope) if row is not None else None
    if found is None or not found.requirements:
        raise ReportNotFound(
            N_("No report of %(period)s was published for this charter."), period=period.label
        )
    return found


def report_row(session: Session, charter_id: int, period: ReportPeriod) -> CharterReport | None:
    """Return the row of a published report, if there is one."""
    return session.scalars(
        select(CharterReport).where(
            CharterReport.charter_id == charter_id, CharterReport.period == period.label
        )
    ).one_or_none()


def to_publish(session: Session, charter: ReportedCharter, today: date) -> list[ReportPeriod]:
    """Return the periods that are over and of which no report was published, the last one first.

    One statement.
    """
    there = set(
        session.scalars(select(CharterReport.period).where(CharterReport.charter_id == charter.id))
    )
    found = [
        period
        for frequency in charter.frequencies
        for period, _number in zip(
            ended(frequency, charter.since, today), range(MOST_PERIODS), strict=False
        )
        if period.label not in there
    ]
    return sorted(found, key=lambda each: (each.last, each.first), reverse=True)


def _published(row: CharterReport, charter: ReportedCharter, scope: Scope) -> Published:
    whole = scope.covers(charter.place.path)
    return Published(
        period=period_of(row.period),
        requirements=tuple(
            each for each in row.document["requirements"] if whole or each["audience"] == "public"
        ),
        published_at=row.published_at,
        content_hash=row.content_hash,
    )


def _units(session: Session, charter: ReportedCharter, day: date) -> list[Place]:
    """Return what a table has rows for: members on a day, or the organisation and what is in it."""
    if not charter.on_adhesion:
        depth = charter.place.path.count("/") + 1
        within = places(session, Scope((charter.place.path,)))
        return [each for each in within if each.path.count("/") <= depth]
    rows = session.scalars(
        select(Organisation)
        .join(Adhesion, Adhesion.organisation_id == Organisation.id)
        .where(
            Adhesion.charter_id == charter.id,
            Adhesion.adhered_on <= day,
            or_(Adhesion.withdrawn_on.is_(None), Adhesion.withdrawn_on > day),
        )
        .order_by(Organisation.path)
    )
    return [as_place(each) for each in rows]


def _unit(units: Mapping[str, Place], standing: Standing) -> Place:
    """Return the row a person is counted in: the innermost that holds their place of work."""
    return next(
        units[path] for path in reversed(ancestors(standing.person.unit_path)) if path in units
    )


def _by_requirement(standing: Standing, charter: str) -> dict[str, list[Obligation]]:
    """Return what a person owes or has met under a charter, by the code of the requirement."""
    found: dict[str, list[Obligation]] = {}
    for each in standing.obligations:
        if each.requirement.charter == charter:
            found.setdefault(each.requirement.code, []).append(each)
    return found


def _head(rule: Requirement, words: Cited) -> dict[str, Any]:
    """Return which requirement a table is about, and who may see it."""
    reporting = words.disclosure.reporting
    return {
        "code": rule.code,
        "version": rule.version,
        "article": rule.article,
        "headings": dict(words.headings),
        "audience": reporting.audience,
        "frequency": reporting.frequency,
        "least": reporting.min_cell,
    }


def _table(
    counted: Mapping[str, Mapping[Group, int]], units: Iterable[Place], words: Cited
) -> dict[str, Any]:
    rows = {unit.code: unit for unit in units if unit.code in counted}
    table = safe_table(
        [Count(code, **{str(group): n for group, n in counted[code].items()}) for code in rows],
        words.disclosure.reporting.min_cell,
    )
    return {
        "units": [
            {
                "unit": row.count.key,
                "names": rows[row.count.key].names,
                "language": rows[row.count.key].default_language,
                **_cells(row),
            }
            for row in table.rows
        ],
        "total": _cells(table.total),
    }


def _cells(row: Row) -> dict[str, Any]:
    return {
        name: None if row.hidden else cell
        for name, cell in zip(CELLS, row.count.cells, strict=True)
    }
