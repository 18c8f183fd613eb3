"""A published course, a loaded charter, and a learner who has completed the one for the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from elearn.certification.models import Certificate
from elearn.certification.services import issue
from elearn.learning.models import Enrolment
from elearn.learning.rules import Score, Verb
from elearn.learning.services import complete_lesson, enrol, record_result
from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter
from tests.conftest import NOW
from tests.learning.packs import LESSONS, SLUG, publish_small

CHARTER = Path(__file__).parents[2] / "demo" / "charters" / "baekdam.yaml"


@pytest.fixture
def course(session: Session, tmp_path: Path) -> CourseVersion:
    return publish_small(session, tmp_path)


@pytest.fixture
def charter(session: Session, cast: Any, course: CourseVersion) -> str:
    """Load the charter of the demonstration, asking for the small course; return its code."""
    text = CHARTER.read_text(encoding="utf-8").replace("human-rights-foundations", SLUG)
    load_charter(session, found=read_charter(CHARTER.name, text.encode()), now=NOW)
    session.commit()
    return "baekdam"


@pytest.fixture
def complete(session: Session, course: CourseVersion) -> Callable[..., Enrolment]:
    """Take a person through the whole course."""

    def through(
        person: Any, now: datetime = NOW, language: str = "es", *, again: bool = False
    ) -> Enrolment:
        enrolment, _ = enrol(session, person_id=person.id, slug=SLUG, now=now, again=again)
        session.flush()
        for lesson in LESSONS:
            complete_lesson(
                session,
                person_id=person.id,
                enrolment_public_id=enrolment.public_id,
                lesson_id=lesson,
                now=now,
            )
        record_result(
            session,
            enrolment_id=enrolment.id,
            activity="assessment:final",
            verb=Verb.PASSED,
            score=Score(13, 15, 13 / 15),
            source_key=f"attempt:{enrolment.public_id}",
            language=language,
            now=now,
        )
        session.commit()
        return enrolment

    return through


@pytest.fixture
def certificate(
    session: Session, cast: Any, charter: str, complete: Callable[..., Enrolment]
) -> Certificate:
    """Issue the learner's certificate, for article 7 of the charter of Baekdam."""
    issued = issue(session, enrolment_id=complete(cast.learner).id, now=NOW)
    session.commit()
    return issued
