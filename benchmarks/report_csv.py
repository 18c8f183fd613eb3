"""The completion report of 100,000 enrolments as CSV: how fast, and how much memory it takes."""

from __future__ import annotations

import csv
import http.client
import os
import time

from sqlalchemy import Engine, select

from benchmarks.figures import Figure, Options
from benchmarks.ground import CITY, add_people, application
from benchmarks.people import manager_cookie
from benchmarks.serve import Served
from elearn.catalogue.models import Course, CourseVersion
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.learning.models import Completion, Enrolment
from tests.databases import Templates

PEOPLE, ROUNDS = 25_000, 4
ROWS = PEOPLE * ROUNDS
MEGABYTE = 1024 * 1024
MOST_MEMORY = 50 * MEGABYTE
PIECE = 1 << 16

ADDRESS = f"/organisations/{CITY}/completions.csv"
"""The report itself; its page of numbers stands beside it."""

PLAIN = (
    select(
        Organisation.code,
        Person.staff_number,
        Person.name,
        Course.slug,
        Course.code,
        CourseVersion.version,
        Completion.completed_at,
        Completion.language,
        Enrolment.public_id,
    )
    .select_from(Completion)
    .join(Enrolment, Enrolment.id == Completion.enrolment_id)
    .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
    .join(Course, Course.id == Enrolment.course_id)
    .join(Person, Person.id == Enrolment.person_id)
    .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
    .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
)


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of the report."""
    templates.renew("demo")
    pairs, firsts, over, idle = [], [], 0, 0
    with application(templates.url) as (app, engine):
        add_people(engine, PEOPLE, rounds=ROUNDS)
        cookie = manager_cookie(app)
        with Served(templates.url, workers=1) as ours:
            _download(ours, cookie, f"/organisations/{CITY}-planning/completions.csv")
            for _ in range(options.rounds):
                idle = idle or ours.memory().rss
                ours.forget_peak()
                rows, first, lasted = _download(ours, cookie, ADDRESS)
                over = max(over, ours.memory().peak - idle)
                firsts.append(first / lasted)
                least = _plain(engine)
                assert rows >= ROWS, rows
                pairs.append((rows / lasted, ROWS / least))
    return [
        Figure.beside(f"report of {ROWS:,} enrolments as CSV", "rows/s", pairs, 0.3),
        Figure(
            "report as CSV: memory over idle, at most",
            f"{over / MEGABYTE:.1f} MB",
            f"idle {idle / MEGABYTE:.0f} MB",
            target="≤ 50 MB",
            met=over <= MOST_MEMORY,
        ),
        Figure(
            "report as CSV: time to its first byte, of the whole",
            f"{max(firsts):.0%}",
            target="streamed",
            met=max(firsts) < 1 / 2,
        ),
    ]


def _download(served: Served, cookie: str, path: str) -> tuple[int, float, float]:
    """Return the rows of a file, the seconds to its first byte, and to its last."""
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=120)
    begun = time.perf_counter()
    line.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
    answer = line.getresponse()
    assert answer.status == http.HTTPStatus.OK, answer.read()
    assert answer.headers["Transfer-Encoding"] == "chunked"
    piece = answer.read1(PIECE)
    first, rows = time.perf_counter() - begun, -1
    while piece:
        rows += piece.count(b"\n")
        piece = answer.read1(PIECE)
    line.close()
    return rows, first, time.perf_counter() - begun


def _plain(engine: Engine) -> float:
    """Return the seconds that the rows take through one plain query and csv.writer."""
    begun = time.perf_counter()
    with engine.connect() as connection, open(os.devnull, "w", encoding="utf-8") as file:  # noqa: PTH123  # the null device
        csv.writer(file).writerows(connection.execute(PLAIN))
    return time.perf_counter() - begun
