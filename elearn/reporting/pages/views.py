"""What the report pages show, ready for their templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from elearn.locales import current_language, digits, number, percent, pick
from elearn.mandates.queries import Standing
from elearn.reporting.pages.asked import COLUMNS, Asked
from elearn.reporting.queries import ArticleChoice, Compliance, Place
from elearn.reporting.rules import Group, Row, Table


def _name(found: Place) -> str:
    return pick(found.names, current_language(), found.default_language)[1] or found.code


def options(articles: Iterable[ArticleChoice]) -> list[tuple[str, str]]:
    """Return articles to choose from, as (value, text)."""
    return [
        (
            each.key,
            gettext(
                "Article %(number)s, %(heading)s (%(charter)s)",
                number=digits(each.number, current_language()),
                heading=pick(each.headings, current_language(), each.language_of_record)[1],
                charter=pick(each.charter_titles, current_language(), each.language_of_record)[1],
            ),
        )
        for each in articles
    ]


def figures(table: Table, *, names: bool) -> list[dict[str, Any]]:
    """Return the numbers, each with its denominator; hidden ones say so."""
    total = table.total.count
    sentences = {
        Group.COMPLETED: (
            "done",
            total.completed,
            gettext("%(part)s of %(all)s people with a duty have completed it."),
        ),
        Group.OVERDUE: (
            "late",
            total.overdue,
            gettext("%(part)s of %(all)s people with a duty are overdue."),
        ),
        Group.DUE: (
            "due",
            total.due,
            gettext("%(part)s of %(all)s people with a duty still have time."),
        ),
        Group.EXCUSED: (
            "excused",
            total.excused,
            gettext("%(part)s of %(all)s people with a duty are excused."),
        ),
    }
    if not total.excused:
        del sentences[Group.EXCUSED]
    return [
        {
            "state": state,
            "group": group,
            "hidden": table.total.hidden,
            "share": percent(count / total.people) if total.people else "–",
            "sentence": _bold(text, number(count), number(total.people)),
            "named": names and bool(count),
            "link": gettext("See who"),
        }
        for group, (state, count, text) in sentences.items()
    ]


def _bold(template: str, part: str, whole: str) -> Markup:
    return Markup("{}").format(Markup(escape(template))) % {  # noqa: S704  # escaped just before
        "part": Markup("<strong>{}</strong>").format(part),
        "all": Markup("<strong>{}</strong>").format(whole),
    }


def table_view(found: Compliance, table: Table, asked: Asked) -> dict[str, Any]:
    """Return the table by unit in the order asked for."""
    names = {unit.code: _name(unit) for unit in found.units}
    below = {unit.code for unit in found.units if unit.code != found.place.code}
    rows = sorted(
        table.rows,
        key=lambda row: _order(row, names[row.count.key], asked.sort),
        reverse=asked.descending,
    )
    if asked.sort != "unit":  # what is hidden has no place among numbers
        rows.sort(key=lambda row: row.hidden)
    return {
        "rows": [
            {
                "code": row.count.key,
                "name": names[row.count.key]
                if row.count.key in below
                else gettext("%(name)s itself", name=names[row.count.key]),
                "below": row.count.key in below,
                "hidden": row.hidden,
                "count": row.count,
            }
            for row in rows
        ],
        "total": {"hidden": table.total.hidden, "count": table.total.count},
        "columns": [_column(column, asked) for column in COLUMNS],
        "people": found.people,
    }


def _order(row: Row, name: str, column: str) -> tuple[float, str]:
    """Return where a row stands; a hidden one by its name: its place would tell."""
    if column == "unit" or row.hidden:
        return 0.0, name.casefold()
    return float(getattr(row.count, column)), name.casefold()


def _column(column: str, asked: Asked) -> dict[str, Any]:
    titles = {
        "unit": gettext("Unit"),
        "people": gettext("People"),
        "completed": gettext("Completed"),
        "due": gettext("Due"),
        "overdue": gettext("Overdue"),
        "excused": gettext("Excused"),
        "share": gettext("Share"),
    }
    chosen = asked.sort == column
    direction = "descending" if asked.descending else "ascending"
    turn = chosen and not asked.descending
    return {
        "title": titles[column],
        "number": column != "unit",
        "order": direction if chosen else "none",
        "sort": f"-{column}" if turn or (not chosen and column != "unit") else column,
    }


def people_rows(found: Compliance, asked: Asked) -> list[dict[str, Any]]:
    """Return the named rows of the groups and the unit asked for, by name."""
    units = {unit.code: unit for unit in found.units}
    rows = [
        _person(standing, group, units[code], asked)
        for code, groups in found.groups.items()
        if asked.unit in (None, code)
        for group, standings in groups.items()
        if asked.group in (None, group)
        for standing in standings
    ]
    return sorted(rows, key=lambda row: (row["name"].casefold(), row["staff_number"]))


def _person(standing: Standing, group: Group, unit: Place, asked: Asked) -> dict[str, Any]:
    person = standing.person
    duties = [
        each
        for each in standing.obligations
        if asked.article in (None, f"{each.requirement.charter}/{each.requirement.article}")
    ]
    tags = {
        Group.COMPLETED: ("done", gettext("Completed")),
        Group.DUE: ("due", gettext("Due")),
        Group.OVERDUE: ("late", gettext("Overdue")),
        Group.EXCUSED: ("excused", gettext("Excused")),
    }
    waiting = [each for each in duties if each.satisfied_on is None]
    return {
        "name": person.name,
        "staff_number": person.staff_number,
        "unit": pick(person.unit_names, current_language(), person.unit_language)[1] or _name(unit),
        "tag": tags[group],
        "due_on": min((each.due_on for each in waiting), default=None),
        "completed_on": max(
            (each.satisfied_on for each in duties if each.satisfied_on), default=None
        ),
    }
