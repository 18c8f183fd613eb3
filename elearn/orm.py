"""What every mapped class stands on: the base, the naming convention and our column types."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator


class Base(DeclarativeBase):
    """The declarative base; constraints get predictable names, so migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger().with_variant(Integer, "sqlite")
    }


class Instant(TypeDecorator[datetime]):
    """Store an aware instant as UTC and give it back aware, on SQLite as on PostgreSQL.

    A naive datetime is refused with ValueError: every instant comes in from the edge with its zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC, naive for SQLite, which keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored instant as an aware UTC datetime."""
        if value is None:
            return None
        if dialect.name == "sqlite" or value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document: text keys, no dates, no language-dependent identifiers."""

Id = Annotated[int, mapped_column(primary_key=True)]
"""The private primary key; it never leaves the service."""


def new_public_id() -> str:
    """Return an unguessable public identifier: 32 hex digits of RFC 9562, version 4 (122 bits)."""
    return uuid.uuid4().hex
