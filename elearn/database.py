"""The database of the application: the session of a request and the one way to write.

A request reads in a deferred transaction. Whatever writes does so inside `transaction()`, which
takes the write lock of SQLite at once (a deferred writer that meets another fails, not waits).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from elearn.orm import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA foreign_keys=ON",
)
"""FULL: what was acknowledged survives a power cut as well (docs/decisions/0003)."""


def install(app: Flask, url: str) -> None:
    """Bind the application to the database at `url`, making the folder of a SQLite file."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": not url.startswith("sqlite")}
    db.init_app(app)


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a write transaction and yield its session; commit at the end, roll back on an exception.

    What was read before is let go first, or read anew: load inside whatever is to be written.
    """
    session = db.session()
    if session.get_bind().dialect.name == "sqlite":
        session.rollback()
        session.connection(execution_options={"writes": True})
    else:
        # Reading locks nobody out there, and every statement sees what is committed by then: going
        # on with the same transaction saves three journeys to the server.
        session.expire_all()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Hand transactions over to SQLAlchemy and set what every SQLite connection needs."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma)


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Begin with the write lock where the transaction said that it writes."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
