"""The migrations: up, down and up again, on both databases, with rows in them."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from elearn import migrate
from elearn.orm import Base


def test_the_migrations_make_what_the_models_say(app, templates):
    engine = create_engine(templates.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_they_go_down_to_nothing_and_up_again_with_rows_in_the_tables(app, cast, templates):
    migrate.downgrade(templates.url, "base")
    engine = create_engine(templates.url)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()
    migrate.upgrade(templates.url)
    engine = create_engine(templates.url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar() == 0
        assert set(Base.metadata.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()
