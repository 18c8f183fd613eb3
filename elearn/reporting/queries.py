"""Reads for reports. The scope is one filter here, for the page, the API and the files alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries import organisation_by_code, organisations_within
from elearn.identity.rules import Scope
from elearn.learning.models import Completion, Enrolment
from elearn.mandates.queries import Standing, Standings, obligations_within
from elearn.mandates.rules import worst
from elearn.reporting.rules import Count, Group, end_of_day, group_of

BATCH = 1000
"""Rows that are in memory at one time while a report is streamed."""


@dataclass(frozen=True, slots=True)
class Place:
    """The organisation a report is about, as plain values that outlive a transaction."""

    code: str
    path: str
    time_zone: str
    names: dict[str, str]
    default_language: str
    kind: str


def place(session: Session, code: str, scope: Scope) -> Place:
    """Return the organisation inside the scope, or raise OrganisationNotFound."""
    return _place(organisation_by_code(session, code, scope))


def places(session: Session, scope: Scope) -> list[Place]:
    """Return every organisation of the scope, parents before children."""
    return [_place(each) for each in organisations_within(session, scope)]


def _place(found: Organisation) -> Place:
    return Place(
        code=found.code,
        path=found.path,
        time_zone=found.time_zone,
        names=found.names,
        default_language=found.default_language,
        kind=found.kind,
    )


Found = Select[str, str, str, str, str, int, datetime, str, str]
"""Unit, staff number, name, course, its code, version, instant, language, enrolment."""


class CompletionRow(NamedTuple):
    """One completed course of one person; the names of the fields are the header of the CSV."""

    unit: str
    staff_number: str
    name: str
    course: str
    course_code: str
    course_version: int
    completed_on: str
    completed_at: str
    language: str
    enrolment: str


def _completions(where: Place, as_of: date) -> Found:
    """Select what was completed by the end of a day, by those who work at the place on that day.

    Of several places somebody works in, the one begun last is theirs.
    """
    current = (
        select(
            EmploymentSpell.person_id,
            func.max(EmploymentSpell.starts_on).label("starts_on"),
        )
        .where(
            EmploymentSpell.starts_on <= as_of,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= as_of),
        )
        .group_by(EmploymentSpell.person_id)
        .subquery()
    )
    return (
        select(
            Organisation.code,
            Person.staff_number,
            Person.name,
            Course.slug,
            Course.code,
            CourseVersion.version,
            Completion.completed_at,
            Completion.language,
            Enrolment.public_id,
        )
        .select_from(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(current, current.c.person_id == Person.id)
        .join(
            EmploymentSpell,
            and_(
                EmploymentSpell.person_id == current.c.person_id,
                EmploymentSpell.starts_on == current.c.starts_on,
            ),
        )
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            Organisation.path.startswith(where.path, autoescape=True),
            Completion.completed_at < end_of_day(as_of, where.time_zone),
        )
    )


def completion_count(session: Session, where: Place, *, as_of: date) -> int:
    """Return how many rows `completions` yields. One statement."""
    rows = _completions(where, as_of).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def completions(session: Session, where: Place, *, as_of: date) -> Iterator[list[CompletionRow]]:
    """Yield the completions known at the end of a civil day at the place, in batches.

    One statement through a server-side cursor: however many rows there are, one batch is in memory.
    """
    zone = ZoneInfo(where.time_zone)
    result = session.execute(
        _completions(where, as_of).order_by(Completion.id),
        execution_options={"yield_per": BATCH},
    )
    for batch in result.partitions():
        yield [_row(row, zone) for row in batch]


def stream_completions(
    engine: Engine, where: Place, *, as_of: date
) -> Iterator[list[CompletionRow]]:
    """Yield what `completions` yields, from a session of its own.

    An answer is sent after its request has ended and let its session go; this one lasts until the
    last row is read, or the reader has gone away and the iterator is closed.
    """
    with Session(engine) as session:
        yield from completions(session, where, as_of=as_of)


def _row(row: Sequence[Any], zone: ZoneInfo) -> CompletionRow:
    unit, number, name, course, code, version, at, language, enrolment = row
    local: datetime = at.astimezone(zone)
    written = local.isoformat(timespec="seconds")
    return CompletionRow(
        unit, number, name, course, code, version, written[:10], written, language, enrolment
    )


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An article that binds somebody at a place, to choose a report by."""

    charter: str
    number: str
    charter_titles: dict[str, str]
    headings: dict[str, str]
    language_of_record: str

    @property
    def key(self) -> str:
        """The value of `article=` in an address."""
        return f"{self.charter}/{self.number}"


@dataclass(frozen=True, slots=True)
class Compliance:
    """Where people at a place stand on a day, by the unit right below it."""

    place: Place
    as_of: date
    article: str | None
    articles: tuple[ArticleChoice, ...]
    units: tuple[Place, ...]
    """The place itself, then those right below it, in the order of their paths."""
    groups: dict[str, dict[Group, list[Standing]]]
    """By code of the unit."""
    people: int
    """Everybody who works there, with a duty or without."""

    def counts(self) -> list[Count]:
        """Return one count for every unit in which somebody has a duty."""
        return [
            Count(unit.code, **{str(group): len(found) for group, found in by_group.items()})
            for unit in self.units
            if (by_group := self.groups.get(unit.code))
        ]


def compliance(
    session: Session, where: Place, *, as_of: date, article: str | None = None
) -> Compliance:
    """Return where everybody at or below the place stands at the end of a day.

    `article` is `<charter>/<number>`; None counts the duties of all articles together. Five
    statements for any number of people.
    """
    standings = obligations_within(session, where.path, today=as_of)
    depth = where.path.count("/")
    units = [
        each for each in places(session, Scope((where.path,))) if each.path.count("/") <= depth + 1
    ]
    by_path = {unit.path: unit.code for unit in units}
    groups: dict[str, dict[Group, list[Standing]]] = {}
    for standing in standings.people:
        duties = [
            each
            for each in standing.obligations
            if article in (None, f"{each.requirement.charter}/{each.requirement.article}")
        ]
        group = group_of(worst(duties))
        if group is not None:
            path = "/".join(standing.person.unit_path.split("/")[: depth + 1])
            code = by_path.get(f"{path.rstrip('/')}/", where.code)
            groups.setdefault(code, {}).setdefault(group, []).append(standing)
    return Compliance(
        place=where,
        as_of=as_of,
        article=article,
        articles=_articles(standings),
        units=tuple(units),
        groups=groups,
        people=len(standings.people),
    )


def _articles(standings: Standings) -> tuple[ArticleChoice, ...]:
    """Return the articles that bind somebody here, each once, in its newest wording."""
    found: dict[str, ArticleChoice] = {}
    for standing in standings.people:
        for each in standing.obligations:
            rule, cited = each.requirement, standings.cited[each.requirement.key]
            choice = ArticleChoice(
                rule.charter,
                rule.article,
                dict(cited.titles),
                dict(cited.headings),
                cited.language_of_record,
            )
            found.setdefault(choice.key, choice)
    return tuple(found[key] for key in sorted(found))
