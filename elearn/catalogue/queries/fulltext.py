"""The full text of each database: what is kept in `search_text`, and how it is asked.

SQLite has an FTS5 table whose row ids are those of `search_entry`; PostgreSQL two `tsvector`, of
the title and of everything, each under a GIN index. Neither stems anything: the tokens are made in
`formats/lookup.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.orm import Session

from elearn.catalogue.formats.lookup import Wanted

LAST_POSITION = 16_383
"""The highest position that a tsvector can hold."""

Statement = tuple[TextClause, dict[str, Any]]


def keep(session: Session, entry_id: int, title: Sequence[str], body: Sequence[str]) -> None:
    """Keep the tokens of an entry, which has none yet."""
    if _sqlite(session):
        session.execute(
            text("INSERT INTO search_text (rowid, title, body) VALUES (:id, :title, :body)"),
            {"id": entry_id, "title": " ".join(title), "body": " ".join(body)},
        )
        return
    session.execute(
        text(
            "INSERT INTO search_text (entry_id, title, lexemes)"
            " VALUES (:id, CAST(:title AS tsvector), CAST(:lexemes AS tsvector))"
        ),
        {"id": entry_id, "title": _vector(title, []), "lexemes": _vector(title, body)},
    )


def forget(session: Session, entry_ids: Sequence[int]) -> None:
    """Forget the tokens of entries."""
    name = "rowid" if _sqlite(session) else "entry_id"
    session.execute(
        text(f"DELETE FROM search_text WHERE {name} IN :ids").bindparams(  # noqa: S608  # one of two names of ours
            bindparam("ids", expanding=True)
        ),
        {"ids": list(entry_ids)},
    )


def fitting(
    session: Session, sought: Sequence[Wanted], *, every: bool, titles: bool
) -> list[tuple[float, int]]:
    """Return the entries that say all of the words, or one of them: rank and id.

    The lower the rank the better. `titles` looks at titles alone.
    """
    return fitting_among(session, sought, (), {}, every=every, titles=titles, most=-1)


def fitting_among(  # noqa: PLR0913  # what is looked for, where and how
    session: Session,
    sought: Sequence[Wanted],
    conditions: Iterable[str],
    params: dict[str, Any],
    *,
    every: bool,
    titles: bool,
    most: int,
) -> list[tuple[float, int]]:
    """Return what `fitting` does, of the entries that also meet conditions in SQL on `entry`.

    Of more than `most` that fit, the first so many are ranked; -1 ranks all. The conditions are
    written in this package; what readers type comes in `params`.
    """
    if _sqlite(session):
        said = (" AND " if every else " OR ").join(_fts5_word(word) for word in sought)
        said = f"{{title}} : ({said})" if titles else said
        select, match = FTS5
    else:
        said = (" & " if every else " | ").join(_tsquery_word(word) for word in sought)
        select, match = (each.format(of="title" if titles else "lexemes") for each in TSVECTOR)
    where = " AND ".join((match, *conditions))
    limit = f" LIMIT {most:d}" if most >= 0 else ""
    statement = text(f"{select} WHERE {where}{limit}")
    return [(rank, key) for key, rank in session.execute(statement, {**params, "sought": said})]


FTS5 = (
    """SELECT entry.id, search_text.rank FROM search_text
    JOIN search_entry AS entry ON entry.id = search_text.rowid""",
    "search_text MATCH :sought",
)
TSVECTOR = (
    """SELECT entry.id, -ts_rank(found.{of}, CAST(:sought AS tsquery)) FROM search_text AS found
    JOIN search_entry AS entry ON entry.id = found.entry_id""",
    "found.{of} @@ CAST(:sought AS tsquery)",
)
"""What is selected, and the condition of the full text, on each database."""


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _fts5_word(word: Wanted) -> str:
    star = "*" if word.begins else ""
    said = [" ".join(word.tokens)] if word.phrase else word.tokens
    quoted = [f'"{each}"{star}' for each in said]
    return f"({' OR '.join(quoted)})"


def _tsquery_word(word: Wanted) -> str:
    mark = ":*" if word.begins else ""
    quoted = [f"'{token}'{mark}" for token in word.tokens]
    return f"({(' <-> ' if word.phrase else ' | ').join(quoted)})"


def _vector(title: Sequence[str], body: Sequence[str]) -> str:
    """Return the tokens as the text of a tsvector; none of them holds a quotation mark."""
    marked = [f"'{token}':{n}A" for n, token in enumerate(title, 1)]
    marked += [f"'{token}':{min(n, LAST_POSITION)}" for n, token in enumerate(body, len(title) + 2)]
    return " ".join(marked)
