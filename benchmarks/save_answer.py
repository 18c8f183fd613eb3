"""Saving an answer, beside committing one row; both wait for the disk."""

from __future__ import annotations

import json
from http import HTTPStatus

from sqlalchemy import event

from benchmarks.figures import Figure, Options
from benchmarks.ground import application
from benchmarks.load import CONNECTIONS, Load, beside, request
from benchmarks.note import notes
from benchmarks.people import TOKEN, Learner, learners
from benchmarks.serve import Served
from benchmarks.statements import counted
from tests.databases import Templates

PROOF = "00" * 16 + TOKEN
"""What a page of this session sends back to prove where it comes from."""


def measure(options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of saving an answer."""
    templates.renew("demo")
    with application(templates.url) as (app, engine):
        people = learners(app, CONNECTIONS)
        statements, commits = _statements(app, engine, people[0])
        notes.create(engine)
        with engine.begin() as connection:
            rows = [{"id": number, "value": "a"} for number in range(CONNECTIONS)]
            connection.execute(notes.insert(), rows)
    mine = [_answers(person) for person in people]
    plain = [
        [request("PUT", f"/notes/{number}", json.dumps({"value": each}).encode()) for each in "ab"]
        for number in range(CONNECTIONS)
    ]
    figures = []
    with Served(templates.url) as ours, Served(templates.url, bare=True) as bare:
        for name, lines in (("16 at once", CONNECTIONS), ("one after the other", 1)):
            saving, limit = Load(ours, mine[:lines]), Load(bare, plain[:lines])
            turns = beside(saving, limit, options.seconds)
            pairs = [(saved.rate, least.rate) for saved, least in turns]
            figures.append(Figure.beside(f"save an answer, {name}", "/s", pairs, 0.5))
    figures.append(
        Figure(
            "save an answer: write transactions",
            f"{commits} ({statements} statements with signing in)",
            target="1",
            met=commits == 1,
        )
    )
    return figures


def _answers(person: Learner) -> list[bytes]:
    """Return requests that change the answer every time."""
    headers = {"Cookie": person.cookie, "X_CSRF_Token": PROOF, "Accept_Encoding": "br, gzip"}
    return [
        request(
            "PUT",
            f"/api/v1/attempts/{person.attempt}/answers/{key}",
            json.dumps({"choices": [choices[turn]], "language": "en"}).encode(),
            **headers,
        )
        for turn in (0, 1)
        for key, choices in person.questions
    ]


def _statements(app, engine, person: Learner) -> tuple[int, int]:
    """Return the statements of saving an answer, and its commits."""
    client = app.test_client(use_cookies=False)
    commits = 0

    def note(_connection):
        nonlocal commits
        commits += 1

    for key, choices in person.questions[:2]:
        commits = 0
        event.listen(engine, "commit", note)
        with counted(engine) as seen:
            answer = client.put(
                f"/api/v1/attempts/{person.attempt}/answers/{key}",
                json={"choices": [choices[0]], "language": "en"},
                headers={"Cookie": person.cookie, "X-CSRF-Token": PROOF},
            )
        event.remove(engine, "commit", note)
        assert answer.status_code == HTTPStatus.OK, answer.text
    return len(seen), commits
