"""Search among 500 courses in 8 languages, beside an indexed lookup by id over the same stack."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, Options
from benchmarks.ground import application
from benchmarks.people import learners
from benchmarks.serve import Served
from elearn.catalogue.formats.analysis import words
from elearn.catalogue.formats.lookup import tokens
from elearn.catalogue.models import Course, CourseTopic, CourseVersion, SearchEntry, SearchWord
from elearn.catalogue.queries.fulltext import keep
from elearn.locales import LANGUAGES
from elearn.web.time import now
from tests.databases import Templates

COURSES, LESSONS = 500, 9
TITLE, TEXT = 5, 120
"""Words of a title and of a text."""
SEARCHES = 400
FINISHED = 0.9
"""The share of searches whose last word is whole."""
MOST = 3.0


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of search: 95 of 100 requests are answered within these times."""
    templates.renew("demo")
    chance = random.Random(7)  # noqa: S311  # the same search every time
    with application(templates.url) as (app, engine):
        (reader,) = learners(app, 1)
        with Session(engine) as session:
            vocabulary = _vocabulary(session)
            for language in LANGUAGES:
                _fill(session, language, vocabulary[language], chance)
            session.commit()
            said = list(_said(session, chance))
    del options
    with Served(templates.url) as ours:
        line = http.client.HTTPConnection("127.0.0.1", ours.port)
        lookup = [f"/api/v1/enrolments/{reader.enrolment}"] * SEARCHES
        plain = [_address(words, language) for words, language in said]
        slips = [_address(_slipped(words, chance), language) for words, language in said]
        for paths in (lookup[:20], plain[:20], slips[:20]):
            _times(line, paths, reader.cookie)
        found = [_times(line, each, reader.cookie) for each in (lookup, plain, slips)]
        line.close()
    least, search, mended = (_p95(each) for each in found)
    case = f"search of {COURSES} courses × {len(LANGUAGES)} languages, p95"
    return [
        Figure(
            case,
            f"{search * 1e3:.1f} ms",
            f"{least * 1e3:.1f} ms",
            search / least,
            f"ratio ≤ {MOST}",
            search / least <= MOST,
        ),
        Figure(
            "the same with a slip in each search",
            f"{mended * 1e3:.1f} ms",
            f"{least * 1e3:.1f} ms",
            mended / least,
        ),
    ]


def _vocabulary(session: Session) -> dict[str, list[str]]:
    """Return the words of each language; English ones where no course is in it yet."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        statement = select(SearchWord.surface).where(SearchWord.language == language)
        found[language] = sorted(session.scalars(statement)) or found["en"]
    return found


def _fill(session: Session, language: str, vocabulary: list[str], chance: random.Random) -> None:
    """Add courses in the language, their words as often as words are: the n-th a n-th as often."""
    weights = [1 / n for n in range(1, len(vocabulary) + 1)]
    mixed = chance.sample(vocabulary, len(vocabulary))

    def some(count: int) -> str:
        return " ".join(chance.choices(mixed, weights, k=count))

    connection = session.connection()
    for course_id in _courses(connection, language):
        for n in range(LESSONS + 1):
            title, body = some(TITLE), some(TEXT)
            entry = connection.execute(
                insert(SearchEntry).returning(SearchEntry.id),
                {
                    "course_id": course_id,
                    "language": language,
                    "lesson_id": f"lesson-{n}" if n else "",
                    "title": title,
                    "text": body,
                },
            ).scalar_one()
            keep(
                session,
                entry,
                tokens(words(title, language), language),
                tokens(words(body, language), language),
            )


def _courses(connection: Connection, language: str) -> Iterator[int]:
    """Yield the made-up courses, offered in the language; made when the first asks for them."""
    made = select(Course.id).where(Course.slug.like("bench-%")).order_by(Course.id)
    ids = connection.scalars(made).all()
    if not ids:
        connection.execute(
            insert(Course), [{"slug": f"bench-{n}", "code": f"B{n}"} for n in range(COURSES)]
        )
        ids = connection.scalars(made).all()
        version = {
            "version": 1,
            "content_hash": "0" * 64,
            "published_at": now(),
            "source_language": "en",
            "manifest": {},
        }
        connection.execute(insert(CourseVersion), [version | {"course_id": each} for each in ids])
    topic = {"kind": "language", "key": language}
    connection.execute(insert(CourseTopic), [topic | {"course_id": each} for each in ids])
    yield from ids


def _said(session: Session, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what is typed: two words of the title of some entry, now and then one unfinished."""
    last = session.scalar(select(func.max(SearchEntry.id)))
    assert last is not None
    for _ in range(SEARCHES):
        entry = session.get(SearchEntry, chance.randint(1, last))
        if entry and len(words := entry.title.split()) > 1:
            typed = " ".join(chance.sample(words, 2))
            yield typed[: None if chance.random() < FINISHED else -1], entry.language


def _slipped(words: str, chance: random.Random) -> str:
    """Return the words with two neighbouring letters of the longest exchanged."""
    longest = max(words.split(), key=len)
    at = chance.randrange(max(len(longest) - 1, 1))
    slip = longest[:at] + longest[at + 1 : at + 2] + longest[at] + longest[at + 2 :]
    return words.replace(longest, slip)


def _address(words: str, language: str) -> str:
    return f"/api/v1/search?{urlencode({'q': words, 'lang': language})}"


def _times(line: http.client.HTTPConnection, paths: list[str], cookie: str) -> list[float]:
    lasted = []
    for path in paths:
        begun = time.perf_counter()
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        lasted.append(time.perf_counter() - begun)
        assert answer.status == http.HTTPStatus.OK, path
    return lasted


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
