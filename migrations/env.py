"""Alembic's environment: online, both databases, foreign keys off while SQLite copies tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy import create_engine, pool, text

import elearn.app  # noqa: F401  # knows every feature, hence every mapped class
from elearn.migrate import is_mapped
from elearn.orm import Base, Instant


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write our own column types as the plain types they stand on: a migration stands alone."""
    if kind != "type":
        return False
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run() -> None:
    """Migrate in one transaction; on SQLite see before its end that no row lost its parent."""
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Outside any transaction, where alone the pragma has an effect: a copied table must not
            # take its children's rows with it.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=is_mapped,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all() if sqlite else []
            if orphans:
                message = f"the migration left rows without their parent: {orphans[:5]}"
                raise RuntimeError(message)
    engine.dispose()


run()
