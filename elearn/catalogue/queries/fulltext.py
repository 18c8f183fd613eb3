"""The full text of each database: what is kept in `search_text`, and how it is asked.

SQLite has an FTS5 table whose row ids are those of `search_entry`; PostgreSQL a `tsvector` under a
GIN index, the title weighted A. Neither stems anything: the tokens are made in `formats/lookup.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from elearn.catalogue.formats.lookup import Wanted
from elearn.catalogue.models import SearchEntry

CANDIDATES = 200
"""How many that fit are ranked; where more do, nobody reads to the end."""
LAST_POSITION = 16_383
"""The highest position that a tsvector can hold."""


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
            "INSERT INTO search_text (entry_id, lexemes) VALUES (:id, CAST(:lexemes AS tsvector))"
        ),
        {"id": entry_id, "lexemes": _vector(title, body)},
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
) -> Select[int, float]:
    """Return a statement for the entries that say all of the words, or one of them: id and rank.

    The lower the rank the better. `titles` looks at titles alone.
    """
    if _sqlite(session):
        return _fts5(" AND " if every else " OR ", sought, titles=titles)
    return _tsquery(" & " if every else " | ", sought, titles=titles)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _fts5(joined: str, sought: Iterable[Wanted], *, titles: bool) -> Select[int, float]:
    said = joined.join(_fts5_word(word) for word in sought)
    row: ColumnElement[int] = literal_column("search_text.rowid")
    rank: ColumnElement[float] = literal_column("search_text.rank")
    match = text("search_text MATCH :sought").bindparams(
        sought=f"{{title}} : ({said})" if titles else said
    )
    return (
        select(SearchEntry.id, rank.label("rank"))
        .select_from(table("search_text"))
        .join(SearchEntry, SearchEntry.id == row)
        .where(match)
    )


def _fts5_word(word: Wanted) -> str:
    star = "*" if word.begins else ""
    said = [" ".join(word.tokens)] if word.phrase else word.tokens
    quoted = [f'"{each}"{star}' for each in said]
    return f"({' OR '.join(quoted)})"


def _tsquery(joined: str, sought: Iterable[Wanted], *, titles: bool) -> Select[int, float]:
    said = joined.join(_tsquery_word(word, "A" if titles else "") for word in sought)
    kept = table("search_text", column("entry_id"), column("lexemes"))
    query = cast(literal(said), TSQUERY)
    return (
        select(SearchEntry.id, (-func.ts_rank(kept.c.lexemes, query)).label("rank"))
        .select_from(kept)
        .join(SearchEntry, SearchEntry.id == kept.c.entry_id)
        .where(kept.c.lexemes.op("@@")(query))
    )


def _tsquery_word(word: Wanted, weight: str) -> str:
    mark = f":{'*' if word.begins else ''}{weight}"
    mark = "" if mark == ":" else mark
    quoted = [f"'{token}'{mark}" for token in word.tokens]
    return f"({(' <-> ' if word.phrase else ' | ').join(quoted)})"


def _vector(title: Sequence[str], body: Sequence[str]) -> str:
    """Return the tokens as the text of a tsvector; none of them holds a quotation mark."""
    marked = [f"'{token}':{n}A" for n, token in enumerate(title, 1)]
    marked += [f"'{token}':{min(n, LAST_POSITION)}" for n, token in enumerate(body, len(title) + 2)]
    return " ".join(marked)
