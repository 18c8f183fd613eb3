"""Starting an attempt of 15 items, from pools of 50 and of 500 questions."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, Options
from benchmarks.statements import counted
from elearn.assessment.services import start
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.queries.assessments import ASSESSMENTS
from elearn.catalogue.queries.outlines import OUTLINES
from elearn.catalogue.services import publish
from elearn.identity.models import Person
from elearn.learning.services import enrol
from tests.databases import Templates
from tests.learning.packs import SLUG, question, write_pack

ITEMS = 15
MOST = 6


def measure(_options: Options, templates: Templates) -> list[Figure]:
    """Return the statements of starting an attempt."""
    figures = []
    for size in (50, 500):
        templates.renew("demo")
        engine = create_engine(templates.url)
        with Session(engine) as session:
            publish_pool(session, size)
            people = session.scalars(select(Person.id).order_by(Person.id).limit(2)).all()
            enrolments = [
                enrol(session, person_id=person, slug=SLUG, now=datetime.now(UTC))[0].public_id
                for person in people
            ]
            session.commit()
        OUTLINES.clear()
        ASSESSMENTS.clear()
        for person, enrolment, first in zip(people, enrolments, (True, False), strict=True):
            with Session(engine) as session, counted(engine) as seen:
                start(
                    session,
                    person_id=person,
                    enrolment_public_id=enrolment,
                    assessment="final",
                    now=datetime.now(UTC),
                )
                session.commit()
            state = "a process that has never read it" if first else "a process that knows it"
            figures.append(
                Figure(
                    f"start {ITEMS} items from {size}, {state}: statements",
                    str(len(seen)),
                    target=f"≤ {MOST}",
                    met=len(seen) <= MOST,
                )
            )
        engine.dispose()
    return figures


def publish_pool(session: Session, size: int) -> None:
    """Publish a course with a final that draws from so many questions."""
    pool = [question(f"q-{n}", "single_choice", "lo1", "b") for n in range(size)]
    with tempfile.TemporaryDirectory() as folder:
        root = write_pack(Path(folder), pool=pool, blueprint=[{"outcome": "lo1", "items": ITEMS}])
        report = read_pack(root)
        assert report.pack, json.dumps([str(fault) for fault in report.faults])
        publish(session, pack=report.pack, now=datetime.now(UTC))
    session.commit()
