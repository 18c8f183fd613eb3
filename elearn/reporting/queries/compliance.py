"""Where people stand with their duties, by unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy.orm import Session

from elearn.identity.rules import Scope
from elearn.mandates.queries import Standing, Standings, obligations_within
from elearn.mandates.rules import Detail, Reader, worst
from elearn.reporting.queries.places import Place, places
from elearn.reporting.rules import (
    MIN_CELL,
    Count,
    Group,
    Table,
    closed_table,
    group_of,
    open_table,
    safe_table,
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
    reader: Reader
    article: str | None
    articles: tuple[ArticleChoice, ...]
    withheld: tuple[ArticleChoice, ...]
    """Those with a duty that is left out: the charter does not let this reader be told of it."""
    units: tuple[Place, ...]
    """The place itself, then those right below it, in the order of their paths."""
    groups: dict[str, dict[Group, list[Standing]]]
    """By code of the unit."""
    people: int
    """Everybody who works there, with a duty or without."""
    least: int
    """The least cell that a table without names may show: the largest of what is counted."""
    named: bool
    """Whether the reader may be told by name of all that is counted."""
    some_named: bool
    """Whether the reader may be told by name of anything that is counted."""

    def counts(self) -> list[Count]:
        """Return one count for every unit in which somebody has a duty."""
        return [
            Count(unit.code, **{str(group): len(found) for group, found in by_group.items()})
            for unit in self.units
            if (by_group := self.groups.get(unit.code))
        ]


def compliance(  # noqa: PLR0913  # which place, which day, which article, for whom and how finely
    session: Session,
    where: Place,
    *,
    as_of: date,
    reader: Reader,
    article: str | None = None,
    detail: Detail = Detail.NUMBERS,
) -> Compliance:
    """Return where everybody at or below the place stands at the end of a day.

    `article` is `<charter>/<number>`; None counts the duties of all articles together. Only duties
    are counted that their charter lets the reader be told of so finely. Five statements for any
    number of people.
    """
    every = obligations_within(session, where.path, today=as_of)
    standings = every.told(reader, detail)
    depth = where.path.count("/")
    units = [
        each for each in places(session, Scope((where.path,))) if each.path.count("/") <= depth + 1
    ]
    by_path = {unit.path: unit.code for unit in units}
    groups: dict[str, dict[Group, list[Standing]]] = {}
    counted: set[int] = set()
    for standing in standings.people:
        duties = [
            each
            for each in standing.obligations
            if article in (None, f"{each.requirement.charter}/{each.requirement.article}")
        ]
        counted.update(each.requirement.key for each in duties)
        group = group_of(worst(duties))
        if group is not None:
            path = "/".join(standing.person.unit_path.split("/")[: depth + 1])
            code = by_path.get(f"{path.rstrip('/')}/", where.code)
            groups.setdefault(code, {}).setdefault(group, []).append(standing)
    told = [standings.cited[key].disclosure for key in counted]
    return Compliance(
        place=where,
        as_of=as_of,
        reader=reader,
        article=article,
        articles=_articles(standings, standings.cited),
        withheld=_articles(every, every.cited.keys() - standings.cited.keys()),
        units=tuple(units),
        groups=groups,
        people=len(standings.people),
        least=max((each.reporting.min_cell for each in told), default=MIN_CELL),
        named=all(each.to(reader) is Detail.NAMES for each in told),
        some_named=any(each.to(reader) is Detail.NAMES for each in told),
    )


def _articles(standings: Standings, keys: Collection[int]) -> tuple[ArticleChoice, ...]:
    """Return the articles behind the requirements of these keys that bind somebody here, once each.

    Each is in its newest wording.
    """
    found: dict[str, ArticleChoice] = {}
    for standing in standings.people:
        for each in standing.obligations:
            rule = each.requirement
            if rule.key not in keys:
                continue
            cited = standings.cited[rule.key]
            choice = ArticleChoice(
                rule.charter,
                rule.article,
                dict(cited.titles),
                dict(cited.headings),
                cited.language_of_record,
            )
            found.setdefault(choice.key, choice)
    return tuple(found[key] for key in sorted(found))


def table_for(session: Session, found: Compliance, scope: Scope) -> Table:
    """Return the table as its reader may see it; `scope` is where they may read reports.

    Every number where all that is counted may be told by name. Otherwise small ones are hidden, and
    a unit that is hidden in the table of an organisation above it, to keep another one hidden, is
    hidden in its own report as well: otherwise one click would undo it.
    """
    if found.named and found.reader is not Reader.COUNCIL:
        return open_table(found.counts())
    where = found.place
    way = [each for each in places(session, scope) if where.path.startswith(each.path)]
    for above, below in pairwise(way):
        around = compliance(
            session, above, as_of=found.as_of, reader=found.reader, article=found.article
        )
        table = safe_table(around.counts(), around.least)
        if any(row.hidden and row.count.key == below.code for row in table.rows):
            return closed_table(found.counts())
    return safe_table(found.counts(), found.least)
