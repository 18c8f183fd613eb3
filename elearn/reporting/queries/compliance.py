"""Where people stand with their duties, by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy.orm import Session

from elearn.identity.rules import Scope
from elearn.mandates.queries import Standing, Standings, obligations_within
from elearn.mandates.rules import worst
from elearn.reporting.queries.places import Place, places
from elearn.reporting.rules import Count, Group, Table, closed_table, group_of, safe_table


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


def table_for_outsiders(session: Session, found: Compliance, scope: Scope) -> Table:
    """Return the table for a reader of `scope` who may not see names.

    A unit that is hidden in the table of an organisation above it, to keep another one hidden, is
    hidden in its own report as well: otherwise one click would undo it.
    """
    where = found.place
    way = [each for each in places(session, scope) if where.path.startswith(each.path)]
    for above, below in pairwise(way):
        around = compliance(session, above, as_of=found.as_of, article=found.article)
        if any(
            row.hidden and row.count.key == below.code for row in safe_table(around.counts()).rows
        ):
            return closed_table(found.counts())
    return safe_table(found.counts())
