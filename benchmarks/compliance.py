"""The compliance report of a city: as many statements for 10,000 people as for 100."""

from __future__ import annotations

import time
from statistics import median

from benchmarks.figures import Figure, Options
from benchmarks.ground import CITY, add_people, application
from benchmarks.people import manager_cookie
from benchmarks.statements import counted
from tests.databases import Templates

FEW, MANY = 100, 10_000


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of the compliance report."""
    templates.renew("demo")
    with application(templates.url) as (app, engine):
        cookie = manager_cookie(app)
        add_people(engine, FEW)
        few, fast = _page(app, engine, cookie, options.rounds)
        add_people(engine, MANY - FEW)
        many, slow = _page(app, engine, cookie, options.rounds)
    return [
        Figure(
            f"compliance report: SQL statements, {MANY:,} and {FEW} people",
            str(many),
            str(few),
            target="the same",
            met=many == few,
        ),
        Figure(
            f"compliance report: time, {MANY:,} and {FEW} people",
            f"{slow:.2f} s",
            f"{fast:.2f} s",
        ),
    ]


def _page(app, engine, cookie: str, rounds: int) -> tuple[int, float]:
    """Return the statements of the page, and its time once the process is warm."""
    client, lasted = app.test_client(use_cookies=False), []
    for _ in range(rounds + 1):
        begun = time.perf_counter()
        with counted(engine) as seen:
            answer = client.get(f"/organisations/{CITY}/report", headers={"Cookie": cookie})
        lasted.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.text
    return len(seen), median(lasted[1:])
