"""Keeping the projection of duties in step with the facts, or making all of it again."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, cast

from psycopg import Cursor
from psycopg.sql import SQL, Identifier
from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from elearn.errors import N_, Conflict
from elearn.identity.models import Person
from elearn.mandates.models import (
    ProjectedObligation,
    ProjectedPerson,
    ProjectionMark,
    ReadFact,
    StandingCount,
)
from elearn.mandates.queries.concerned import Fact, new_facts, people_concerned
from elearn.mandates.queries.standing import Computed, Duties, computed, duties
from elearn.mandates.rules import worst
from elearn.orm import Base

BATCH = 2000
"""People who are in memory at one time."""
OVERLAP = timedelta(minutes=10)
"""Facts are looked for from so long before the mark: a transaction may have ended out of turn."""


def rebuild(session: Session, *, now: datetime) -> int:
    """Make the whole projection again from the facts and return how many people are in it."""
    for table in (ProjectedObligation, ProjectedPerson, StandingCount, ProjectionMark, ReadFact):
        session.execute(delete(table))
    _remember(session, new_facts(session, since=now - OVERLAP), now)
    known = duties(session)
    counts: Counter[tuple[int, str]] = Counter()
    people = 0
    with _no_search_for_circles():
        for first, last in _ranges(session):
            some = select(Person.id).where(Person.id.between(first, last))
            found = list(computed(session, some, known, now=now))
            people += len(found)
            _write(session, found)
            counts.update(_standings(found))
    _count(session, counts)
    session.add(ProjectionMark(read_until=now, as_of=now))
    session.flush()
    return people


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Let Python not look for circles of objects meanwhile: there are none, and much to look at.

    It takes a third of the time of a rebuild.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def refresh(session: Session, *, now: datetime, most: int | None = None) -> int:
    """Bring the projection in step with newer facts and with the day; return for how many people.

    Only the people concerned are worked out again: those with a new fact, those for whom a day has
    come on which something changes, and everybody whom a new charter, adhesion, calendar or
    accreditation may bind. Without a projection all of it is made. Where more than `most` people
    are concerned, nothing is done, and TooMany tells how many.
    """
    mark = session.scalars(select(ProjectionMark).with_for_update()).one_or_none()
    if mark is None:
        _no_more_than(most, session.scalar(select(func.count()).select_from(Person)) or 0)
        return rebuild(session, now=now)
    facts = new_facts(session, since=mark.read_until - OVERLAP)
    ids = people_concerned(session, facts, before=mark.as_of, now=now)
    _no_more_than(most, len(ids))
    _remember(session, facts, now)
    if ids:
        known = duties(session)
        for start in range(0, len(ids), BATCH):
            _again(session, ids[start : start + BATCH], known, now=now)
    mark.read_until = mark.as_of = now
    session.flush()
    return len(ids)


class TooMany(Conflict):
    """More people are concerned than should be worked out while somebody waits."""

    code = "too-many-concerned"


def _no_more_than(most: int | None, people: int) -> None:
    if most is not None and people > most:
        raise TooMany(
            N_("The duties of %(count)s people are to be worked out first, by the timer."),
            count=people,
        )


def _remember(session: Session, facts: Sequence[Fact], now: datetime) -> None:
    """Keep which facts are in, so that none is taken up twice, as long as they are looked for."""
    if facts:
        session.execute(delete(ReadFact).where(ReadFact.at < now - OVERLAP))
        _insert(
            session,
            ReadFact,
            [{"source": each.source, "fact_id": each.key, "at": each.at} for each in facts],
        )


def _ranges(session: Session) -> Iterator[tuple[int, int]]:
    """Yield the first and the last id of batches of people."""
    last = 0
    while True:
        ids = session.scalars(
            select(Person.id).where(Person.id > last).order_by(Person.id).limit(BATCH)
        ).all()
        if not ids:
            return
        yield ids[0], ids[-1]
        last = ids[-1]


def _again(session: Session, ids: Sequence[int], known: Duties, *, now: datetime) -> None:
    """Work out some people again and put them in the place of what was there."""
    before = Counter(_counted(session, ids))
    session.execute(delete(ProjectedObligation).where(ProjectedObligation.person_id.in_(ids)))
    session.execute(delete(ProjectedPerson).where(ProjectedPerson.person_id.in_(ids)))
    found = list(computed(session, select(Person.id).where(Person.id.in_(ids)), known, now=now))
    _write(session, found)
    after = Counter(_standings(found))
    after.subtract(before)
    _count(session, {key: change for key, change in after.items() if change})


def _counted(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    rows = session.execute(
        select(ProjectedPerson.unit_id, ProjectedPerson.standing).where(
            ProjectedPerson.person_id.in_(ids), ProjectedPerson.standing.is_not(None)
        )
    )
    yield from ((row.unit_id, row.standing or "") for row in rows)


def _standings(found: Iterable[Computed]) -> Iterator[tuple[int, str]]:
    for each in found:
        standing = worst(each.obligations)
        if standing is not None:
            yield each.person.unit_id, standing.value


def _write(session: Session, found: Sequence[Computed]) -> None:
    """Add the rows of some people."""
    people = [
        {
            "person_id": each.person.person_id,
            "unit_id": each.person.unit_id,
            "standing": worst(each.obligations),
            "changes_at": each.changes_at,
        }
        for each in found
    ]
    obligations = [row for each in found for row in _rows(each)]
    _insert(session, ProjectedPerson, people)
    _insert(session, ProjectedObligation, obligations)


def _insert(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows in one go; as entities they would be parted by which of their columns are empty."""
    if not rows:
        return
    table, connection = cast("Table", model.__table__), session.connection()
    if connection.dialect.name != "postgresql":
        connection.execute(table.insert(), rows)
        return
    cursor = cast("Cursor[Any]", connection.connection.cursor())
    columns = SQL(", ").join(map(Identifier, rows[0]))
    into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), columns)
    with cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


def _rows(each: Computed) -> Iterator[dict[str, Any]]:
    """Yield the rows of one person; of two places that one requirement binds, the first counts."""
    seen: set[tuple[int, object]] = set()
    for owed in each.obligations:
        key = owed.requirement.key, owed.period.starts_on
        if key in seen:
            continue
        seen.add(key)
        yield {
            "person_id": each.person.person_id,
            "requirement_id": owed.requirement.key,
            "period": owed.period.label,
            "starts_on": owed.period.starts_on,
            "opens_on": owed.opens_on,
            "due_on": owed.due_on,
            "grace_ends_on": owed.grace_ends_on,
            "satisfied_on": owed.satisfied_on,
            "state": owed.state.value,
            "minutes_asked": owed.min_minutes,
            "minutes": owed.tally.minutes,
        }


def _count(session: Session, changes: Mapping[tuple[int, str], int]) -> None:
    """Add to the counts of units; a count that comes to nothing goes."""
    if not changes:
        return
    units = {unit_id for unit_id, _ in changes}
    there = {
        (row.unit_id, row.standing): row
        for row in session.scalars(select(StandingCount).where(StandingCount.unit_id.in_(units)))
    }
    for (unit_id, standing), change in sorted(changes.items()):
        row = there.get((unit_id, standing))
        if row is None:
            session.add(StandingCount(unit_id=unit_id, standing=standing, people=change))
        elif row.people + change:
            row.people += change
        else:
            session.delete(row)
    session.flush()
