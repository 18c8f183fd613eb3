"""One whole world for those who try to break it: two cities, a course, a charter, things in use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certification.services import issue
from elearn.identity.models import Organisation
from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter, propose
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.conftest import NOW
from tests.learning.packs import KEY, LESSONS, SLUG, publish_small
from tests.workshops.planning import planned

CHARTER = Path(__file__).parents[2] / "demo" / "charters" / "baekdam.yaml"


@dataclass(frozen=True)
class World:
    """What there is to ask for: all of it the learner's, whom others have no business with."""

    cast: Any
    course: str
    lesson: str
    enrolment: str
    open_attempt: str
    closed_attempt: str
    question: str
    certificate: str
    workshop: str
    """Of Baekdam, trained by its author."""
    proposal: str
    """Of a version of Baekdam's charter."""


@pytest.fixture
def world(session: Session, cast: Any, tmp_path: Path) -> World:
    """Let the learner complete the course, hold the certificate and sit in the check again."""
    publish_small(session, tmp_path)
    text = CHARTER.read_text(encoding="utf-8").replace("human-rights-foundations", SLUG)
    load_charter(session, found=read_charter(CHARTER.name, text.encode()), now=NOW)
    examinee = enrolled(session, cast.learner.id)
    for lesson in LESSONS:
        read(examinee, lesson)
    closed, _created = examinee.start("final")
    examinee.answer_all(closed)
    examinee.submit(closed)
    session.flush()
    certificate = issue(session, enrolment_id=examinee.enrolment.id, now=NOW)
    opened, _created = examinee.start("counter-check")
    question = opened.sheet.items[0].question
    examinee.save(opened, question, KEY[question])
    workshop = planned(session, author=cast.manager, trainer="author")
    place = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    proposal = propose(
        session, place=place, charter="baekdam", text=text, by=cast.manager.id, now=NOW
    )
    session.commit()
    return World(
        cast=cast,
        course=SLUG,
        lesson=LESSONS[0],
        enrolment=examinee.enrolment.public_id,
        open_attempt=opened.public_id,
        closed_attempt=closed.public_id,
        question=question,
        certificate=certificate.code,
        workshop=workshop.public_id,
        proposal=proposal.public_id,
    )


def read(examinee: Examinee, lesson: str) -> None:
    """Mark a lesson as read."""
    from elearn.learning.services import complete_lesson

    complete_lesson(
        examinee.session,
        person_id=examinee.person_id,
        enrolment_public_id=examinee.enrolment.public_id,
        lesson_id=lesson,
        now=NOW,
    )


@pytest.fixture
def browser(app: Flask, cast: Any, sign_in: Any) -> Callable[[str], FlaskClient]:
    """Return a browser in which somebody of the cast is signed in."""

    def opened(part: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, getattr(cast, part))
        return client

    return opened
