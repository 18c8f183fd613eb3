"""From `make run` to the first page once everything is installed, and what an idle worker holds."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from statistics import median

from benchmarks.figures import Figure, Options
from benchmarks.ground import application, elearn
from benchmarks.people import learners, manager_cookie
from benchmarks.serve import Memory, Served
from elearn import migrate
from elearn.settings import ROOT
from tests.databases import Templates

LONGEST = 10.0
LARGEST = 150 * 1024 * 1024
MEGABYTE = 1024 * 1024
PAGE = "/sign-in"


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of starting and of idling."""
    templates.renew("demo")
    again = median(_first_page(templates.url) for _ in range(options.rounds))
    idle, used = _memory(templates.url)
    migrate.downgrade(templates.url, "base")
    fresh = _first_page(templates.url)
    return [
        _time("to the first page, the demonstration loaded before", again),
        _time("to the first page, with an empty database", fresh),
        _held("an idle worker after its start, RSS", idle),
        _held("an idle worker after pages of every kind, RSS", used),
    ]


def _first_page(url: str) -> float:
    """Return the seconds that the steps of `make run` take until the first page is there."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "translations/compile.py"], cwd=ROOT, check=True)
    elearn(url, "demo", "load")
    with Served(url, ready=PAGE):
        return time.perf_counter() - begun


def _memory(url: str) -> tuple[Memory, Memory]:
    """Return what a worker holds after its start, and after it has shown pages of every kind."""
    with application(url) as (app, _engine):
        reader, manager = learners(app, 1)[0], manager_cookie(app)
    with Served(url, ready=PAGE, workers=1) as served:
        idle = served.memory()
        for lesson in reader.lessons:
            _get(served, f"/enrolments/{reader.enrolment}/lessons/{lesson}", reader.cookie)
        for path in ("/", "/courses", f"/attempts/{reader.attempt}"):
            _get(served, path, reader.cookie)
        for path in ("/", "/reports", "/organisations/baekdam/report"):
            _get(served, path, manager)
        return idle, served.memory()


def _get(served: Served, path: str, cookie: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", served.port)
    line.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "br"})
    answer = line.getresponse()
    answer.read()
    assert answer.status < http.HTTPStatus.BAD_REQUEST, (path, answer.status)
    line.close()


def _time(what: str, seconds: float) -> Figure:
    return Figure(
        f"make run: {what}", f"{seconds:.1f} s", target=f"< {LONGEST:.0f} s", met=seconds < LONGEST
    )


def _held(what: str, memory: Memory) -> Figure:
    return Figure(
        f"memory: {what}",
        f"{memory.rss / MEGABYTE:.0f} MB",
        f"PSS {memory.pss / MEGABYTE:.0f} MB",
        target=f"< {LARGEST / MEGABYTE:.0f} MB",
        met=memory.rss < LARGEST,
    )
