"""Inserts that meet a row already there, written once for both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.orm import Base


def insert_into(session: Session, model: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """Return an insert into the model's table that knows `on_conflict_do_update`."""
    if session.connection().dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)


def violates(error: IntegrityError, model: type[Base], *columns: str) -> bool:
    """Return whether the error is the violation of the model's unique constraint over columns."""
    diagnosis: Any = getattr(error.orig, "diag", None)
    if diagnosis is None:
        listed = ", ".join(f"{model.__tablename__}.{column}" for column in columns)
        return str(error.orig) == f"UNIQUE constraint failed: {listed}"
    constraint = next(
        found
        for found in model.metadata.tables[model.__tablename__].constraints
        if isinstance(found, UniqueConstraint)
        and tuple(column.name for column in found.columns) == columns
    )
    return bool(diagnosis.constraint_name == constraint.name)
