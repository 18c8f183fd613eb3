"""A signed-in lesson page: how many a second, how many statements, how heavy."""

from __future__ import annotations

import http.client
import re
from statistics import median

from benchmarks.figures import Figure, Options
from benchmarks.ground import application
from benchmarks.load import CONNECTIONS, Load, Turn, beside, request
from benchmarks.people import Learner, learners
from benchmarks.serve import Served
from benchmarks.statements import counted
from tests.databases import Templates

MOST_STATEMENTS = 4
HEAVIEST = 60 * 1024
LINKED = re.compile(r'(?:href|src)="(/(?:assets|media)/[^"]+)"')
TEXT = ("text/html", "text/css", "text/javascript")


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of the lesson page."""
    templates.renew("demo")
    with application(templates.url) as (app, engine):
        readers = learners(app, CONNECTIONS)
        again, first = _statements(app, engine, readers)
    figures = []
    with Served(templates.url) as ours, Served(templates.url, bare=True) as bare:
        figures += _rates(ours, bare, readers, options)
        figures += _weight(ours, readers[0])
    most = max(again, first)
    figures.append(
        Figure(
            "lesson page: SQL statements",
            f"{again}, or {first} when first opened",
            target=f"≤ {MOST_STATEMENTS}",
            met=most <= MOST_STATEMENTS,
        )
    )
    return figures


def _address(reader: Learner, lesson: str) -> str:
    return f"/enrolments/{reader.enrolment}/lessons/{lesson}"


def _statements(app, engine, readers: list[Learner]) -> tuple[int, int]:
    """Return the statements of a page read again and of one first opened, the process warm."""
    client = app.test_client(use_cookies=False)
    reader, other = readers[:2]

    def get(who: Learner, lesson: str) -> int:
        with counted(engine) as seen:
            answer = client.get(_address(who, lesson), headers={"Cookie": who.cookie})
        assert answer.status_code == http.HTTPStatus.OK, answer.text
        return len(seen)

    first, second = reader.lessons[:2]
    get(reader, first)
    again = get(reader, first)
    get(other, second)  # now the process has the lesson, the reader has not
    return again, get(reader, second)


def _rates(ours: Served, bare: Served, readers: list[Learner], options: Options) -> list[Figure]:
    """Return the rates of a page read again, compressed and not, and of moving on."""
    plain = [[request("GET", f"/page/{reader.enrolment}")] for reader in readers]
    same = [[_get(reader, reader.lessons[0], "br, gzip")] for reader in readers]
    flat = [[_get(reader, reader.lessons[0], "identity")] for reader in readers]
    onward = [[_get(reader, each, "br, gzip") for each in reader.lessons] for reader in readers]
    limit = Load(bare, plain)
    turns = beside(Load(ours, same), limit, options.seconds)
    unpacked = beside(Load(ours, flat), limit, options.seconds / 2)
    moving = beside(Load(ours, onward), limit, options.seconds / 2)
    onward_rate = median(mine.rate for mine, _ in moving)
    cost, least = (median(column) for column in zip(*_costs(turns), strict=True))
    return [
        Figure.beside("lesson page, compressed as for a browser", "/s", _pairs(turns), 0.5),
        Figure.beside("lesson page, not compressed", "/s", _pairs(unpacked)),
        Figure(
            "lesson page: processor time of a request",
            f"{cost * 1e6:,.0f} µs",
            f"{least * 1e6:,.0f} µs",
            median(limit / ours for ours, limit in _costs(turns)),
        ),
        Figure("lesson page, each time another lesson (it is noted)", f"{onward_rate:,.0f} /s"),
    ]


def _pairs(turns: list[tuple[Turn, Turn]]) -> list[tuple[float, float]]:
    return [(ours.rate, limit.rate) for ours, limit in turns]


def _costs(turns: list[tuple[Turn, Turn]]) -> list[tuple[float, float]]:
    return [(ours.cpu, limit.cpu) for ours, limit in turns]


def _get(reader: Learner, lesson: str, encoding: str) -> bytes:
    return request("GET", _address(reader, lesson), Cookie=reader.cookie, Accept_Encoding=encoding)


def _weight(served: Served, reader: Learner) -> list[Figure]:
    """Return what the heaviest lesson weighs on a first visit, and the requests of the next."""
    line = http.client.HTTPConnection("127.0.0.1", served.port)

    def get(path: str) -> tuple[int, bool, str, str]:
        plain = {"Cookie": reader.cookie}
        line.request("GET", path, headers={**plain, "Accept-Encoding": "br"})
        answer = line.getresponse()
        size, kept = len(answer.read()), "immutable" in answer.headers.get("Cache-Control", "")
        kind = answer.headers.get_content_type()
        if kind != "text/html":
            return size, kept, kind, ""
        line.request("GET", path, headers=plain)
        return size, kept, kind, line.getresponse().read().decode()

    heaviest, requests = 0, 0
    for lesson in reader.lessons:
        size, _, _, html = get(_address(reader, lesson))
        linked = [get(path) for path in sorted(set(LINKED.findall(html)))]
        texts = sum(found[0] for found in linked if found[2] in TEXT)
        heaviest = max(heaviest, size + texts)
        requests = max(requests, 1 + sum(not kept for _, kept, _, _ in linked))
    line.close()
    return [
        Figure(
            "lesson page: HTML, CSS and JS of a first visit, compressed",
            f"{heaviest / 1024:.1f} KB",
            target="≤ 60 KB",
            met=heaviest <= HEAVIEST,
        ),
        Figure(
            "lesson page: requests of the next visit",
            str(requests),
            target="1",
            met=requests == 1,
        ),
    ]
