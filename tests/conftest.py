"""The ground of the tests: a fresh migrated database each, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from elearn.app import cli as root_command
from elearn.app import create_app
from elearn.database import db
from elearn.settings import Settings
from elearn.web.limits import limiter
from tests.databases import PostgresTemplates, SqliteTemplates, Templates

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""The instant at which the tests take place."""

PASSWORD = "correct horse battery"
KINDS = ("sqlite", "postgresql")
LONG = {"journeys", "audit"}
"""Folders whose tests take longest."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", action="append", choices=KINDS, help="only this kind of database (repeatable)"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        kinds = metafunc.config.getoption("--database") or KINDS
        alone = metafunc.definition.get_closest_marker("one_database")
        metafunc.parametrize("database_kind", kinds[:1] if alone else kinds, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, whatever the order is otherwise: no process ends alone.

    The longest stand together at the head of one process, and the other takes from its end.
    """
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parts))


@pytest.fixture(scope="session")
def templates(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory, worker: str
) -> Iterator[Templates]:
    """Give migrated empty databases of the kind, made once and copied for each test."""
    folder = tmp_path_factory.mktemp(f"database-{database_kind}")
    kind = SqliteTemplates if database_kind == "sqlite" else PostgresTemplates
    with kind(folder, worker) as made:
        yield made


@pytest.fixture(scope="session")
def worker() -> str:
    """Return the name of this test process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def shared_app(templates: Templates) -> Flask:
    """Return the application, made once; its database is renewed for each test."""
    return create_app(
        Settings(
            secret_key="only for tests, thirty-two characters and more",
            database_url=templates.url,
            public_url="http://training.test",
            rate_limits=False,
        )
    )


@pytest.fixture
def app(shared_app: Flask, templates: Templates) -> Iterator[Flask]:
    """Give the application on an empty migrated database."""
    templates.renew()
    yield shared_app
    with shared_app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def engine(templates: Templates) -> Engine:
    """Return the engine of plain sessions, which compiles each statement once for all tests."""
    return create_engine(templates.url)


@pytest.fixture
def session(app: Flask, engine: Engine) -> Iterator[Session]:
    """Give a plain session on the test's database; commit what the application should see."""
    with Session(engine, expire_on_commit=False) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def cli(app: Flask) -> Callable[..., Result]:
    """Run a command of `elearn` as the command line would."""

    def run(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(
            root_command, list(arguments), obj=lambda: app, catch_exceptions=False, **options
        )

    return run


@pytest.fixture
def course_pack() -> Path:
    """Return the folder of a small complete pack in English, Spanish and Arabic."""
    return Path(__file__).parent / "packs" / "small"


@dataclass(frozen=True)
class Cast:
    """The people of every story; their user name is their part, their password is PASSWORD."""

    learner: Any
    manager: Any
    author: Any
    administrator: Any
    auditor: Any
    stranger: Any


@pytest.fixture
def cast(session: Session) -> Cast:
    """Put the cast into the database: Baekdam with two units, and a stranger in Almar."""
    from tests import people

    return people.cast(session, Cast, password=PASSWORD, now=NOW)


@pytest.fixture
def sign_in() -> Callable[[FlaskClient, Any], None]:
    """Sign a person of the cast in, through the form."""

    def enter(client: FlaskClient, person: Any) -> None:
        client.get("/sign-in")
        with client.session_transaction() as stored:
            token = stored["csrf_token"]
        sent = "00" * 16 + token
        answer = client.post(
            "/sign-in",
            data={"csrf_token": sent, "login": person.user_name, "password": PASSWORD},
        )
        assert answer.status_code == 303, answer.text

    return enter


@pytest.fixture
def token() -> Callable[[FlaskClient, Any], dict[str, str]]:
    """Return the headers of a bearer token for a person of the cast."""

    def fetch(client: FlaskClient, person: Any) -> dict[str, str]:
        answer = client.post(
            "/api/v1/tokens", json={"username": person.user_name, "password": PASSWORD}
        )
        assert answer.status_code == 201, answer.text
        return {"Authorization": f"Bearer {answer.json['token']}"}

    return fetch


def csrf_of(client: FlaskClient) -> str:
    """Return a token that the client's session accepts."""
    with client.session_transaction() as stored:
        return "00" * 16 + stored["csrf_token"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give the browser of this test process."""
    from tests.browsers import chromium_browser

    with chromium_browser() as made:
        yield made


@pytest.fixture
def limited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """Give a client of an application that limits; the others go on without."""
    monkeypatch.setattr(limiter, "enabled", True)
    own = create_app(replace(app.config["ELEARN"], rate_limits=True))
    limiter.reset()
    yield own.test_client()
    with own.app_context():
        db.session.remove()
        db.engine.dispose()
