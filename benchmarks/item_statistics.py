"""Item statistics over a million answers, beside reading the same rows."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, Options
from benchmarks.ground import add_people, environment
from benchmarks.start_attempt import publish_pool
from elearn.assessment.models import Answer, Attempt
from elearn.catalogue.models import Course, CourseVersion
from elearn.identity.models import Person
from elearn.learning.models import Enrolment
from elearn.orm import new_public_id
from elearn.settings import ROOT
from tests.databases import Templates
from tests.learning.packs import SLUG

ITEMS = 20
ATTEMPTS = 50_000
BATCH = 2_000
SECONDS, MEGABYTES = 30, 300

COMPUTE = """
import resource, sys, time
from datetime import UTC, datetime
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
import elearn.app
from elearn.assessment.services import compute_statistics
begun = time.perf_counter()
with Session(create_engine(sys.argv[1])) as session:
    compute_statistics(session, now=datetime.now(UTC))
    session.commit()
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure(_options: Options, templates: Templates) -> list[Figure]:
    """Return the figures of computing item statistics."""
    templates.renew("demo")
    engine = create_engine(templates.url)
    add_people(engine, ATTEMPTS, rounds=0)
    with Session(engine) as session:
        publish_pool(session, 100)
        _answers(session)
    begun = time.perf_counter()
    with engine.connect() as connection:
        rows = connection.execution_options(yield_per=BATCH).execute(
            select(Answer.attempt_id, Answer.question, Answer.response, Answer.saved_at)
        )
        count = sum(1 for _ in rows)
    reading = time.perf_counter() - begun
    engine.dispose()
    done = subprocess.run(
        [sys.executable, "-c", COMPUTE, templates.url],
        cwd=ROOT,
        env=environment(templates.url),
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, megabytes = map(float, done.stdout.split())
    return [
        Figure(
            f"item statistics over {count:,} answers",
            f"{seconds:.1f} s",
            f"{reading:.1f} s to read them",
            reading / seconds,
            f"< {SECONDS} s",
            seconds < SECONDS,
        ),
        Figure(
            "its process at most (resident set)",
            f"{megabytes:.0f} MB",
            target=f"< {MEGABYTES} MB",
            met=megabytes < MEGABYTES,
        ),
    ]


def _answers(session: Session) -> None:
    """Let everybody answer 20 questions of the pool, in two languages."""
    chance = random.Random(20261127)  # noqa: S311  # answers of nobody
    version = session.scalars(select(CourseVersion).join(Course).where(Course.slug == SLUG)).one()
    people = session.scalars(
        select(Person.id).where(Person.staff_number.startswith("bench-")).order_by(Person.id)
    ).all()
    now = datetime.now(UTC)
    keys = [f"q-{n}" for n in range(100)]
    for first in range(0, len(people), BATCH):
        batch = people[first : first + BATCH]
        session.execute(
            insert(Enrolment),
            [
                {
                    "public_id": new_public_id(),
                    "person_id": person,
                    "course_id": version.course_id,
                    "version_id": version.id,
                    "sequence": 1,
                    "enrolled_at": now,
                }
                for person in batch
            ],
        )
        enrolments = session.scalars(
            select(Enrolment.id)
            .where(Enrolment.version_id == version.id, Enrolment.person_id.in_(batch))
            .order_by(Enrolment.id)
        ).all()
        sheets = {number: chance.sample(keys, ITEMS) for number in enrolments}
        points = {
            number: {key: float(chance.random() < 0.7) for key in sheet}
            for number, sheet in sheets.items()
        }
        session.execute(
            insert(Attempt),
            [
                {
                    "public_id": new_public_id(),
                    "enrolment_id": number,
                    "assessment": "final",
                    "number": 1,
                    "started_at": now,
                    "submitted_at": now,
                    "seed": "0",
                    "paper": [
                        {"question": key, "choices": [*"abcd"], "hash": key} for key in sheet
                    ],
                    "points": points[number],
                    "raw": sum(points[number].values()),
                    "max": ITEMS,
                    "scaled": sum(points[number].values()) / ITEMS,
                    "passed": True,
                }
                for number, sheet in sheets.items()
            ],
        )
        attempts = session.execute(
            select(Attempt.id, Attempt.enrolment_id).where(Attempt.enrolment_id.in_(enrolments))
        ).all()
        session.execute(
            insert(Answer),
            [
                {
                    "attempt_id": attempt,
                    "question": key,
                    "response": {"choices": ["b" if points[number][key] else chance.choice("acd")]},
                    "language": "ar" if attempt % 3 == 0 else "en",
                    "revision": 1,
                    "saved_at": now + timedelta(seconds=20 * n),
                }
                for attempt, number in attempts
                for n, key in enumerate(sheets[number], 1)
            ],
        )
        session.commit()
