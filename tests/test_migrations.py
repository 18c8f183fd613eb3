"""The migrations: up, down and up again, on both databases, with rows in them."""

from __future__ import annotations

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.orm import Session

from elearn import migrate
from elearn.assessment.models import Answer, Attempt
from elearn.orm import Base
from tests.assessment.sitting_exams import enrolled
from tests.learning.packs import publish_small


def test_the_migrations_make_what_the_models_say(app, templates):
    engine = create_engine(templates.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": migrate.is_mapped}
        )
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


def test_answers_of_the_first_release_are_kept_and_what_would_be_lost_is_refused(
    app, cast, templates, session, tmp_path
):
    publish_small(session, tmp_path)
    learner = enrolled(session, cast.learner.id)
    attempt, _ = learner.start("counter-check")
    learner.save(attempt, "many", ["a", "c"])
    learner.submit(attempt)
    session.commit()
    session.close()
    migrate.downgrade(templates.url, "0001")
    engine = create_engine(templates.url)
    with engine.connect() as connection:
        stored = connection.execute(text("SELECT choices FROM answer")).scalar_one()
        assert (stored if isinstance(stored, list) else json.loads(stored)) == ["a", "c"]
    migrate.upgrade(templates.url)
    with Session(engine) as again:
        answer = again.scalars(select(Answer)).one()
        assert answer.response == {"choices": ["a", "c"]}
        kept = again.scalars(select(Attempt)).one()
        assert (kept.raw, kept.points) == (1.0, {})
        answer.response = {"text": "x"}
        again.commit()
    with pytest.raises(RuntimeError, match="cannot keep what is recorded"):
        migrate.downgrade(templates.url, "0001")
    engine.dispose()
