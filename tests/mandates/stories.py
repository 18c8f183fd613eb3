"""A published course, a loaded charter and completions, for tests of several features."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion, VersionLanguage
from elearn.identity.rules import Scope
from elearn.learning.models import Completion, Enrolment
from elearn.mandates.formats import read_charter
from elearn.mandates.services import excuse, load_charter
from tests.conftest import NOW

SLUG = "human-rights-foundations"
CHARTERS = Path(__file__).parents[2] / "demo" / "charters"


@pytest.fixture
def clock() -> Iterator[None]:
    """Let the test take place at NOW."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def course(session: Session) -> CourseVersion:
    """Put C1 into the catalogue, with its titles alone."""
    made = Course(slug=SLUG, code="C1")
    session.add(made)
    session.flush()
    version = CourseVersion(
        course_id=made.id,
        version=1,
        content_hash="0" * 64,
        published_at=NOW,
        source_language="en",
        manifest={},
    )
    session.add(version)
    session.flush()
    titles = {"en": "Human rights foundations", "es": "Fundamentos de los derechos humanos"}
    session.add_all(
        VersionLanguage(
            version_id=version.id,
            language=language,
            offered=True,
            texts={"course.title": title},
            translated=1,
            total=1,
            fuzzy=0,
        )
        for language, title in titles.items()
    )
    session.commit()
    return version


@pytest.fixture
def charter(session: Session, cast: Any, course: CourseVersion) -> str:
    """Load the charter of Baekdam as the demonstration has it; its code is `baekdam`."""
    file = CHARTERS / "baekdam.yaml"
    load_charter(session, found=read_charter(file.name, file.read_bytes()), now=NOW)
    session.commit()
    return "baekdam"


@pytest.fixture
def waive(session: Session, cast: Any, charter: str) -> Callable[[datetime], None]:
    """Record at an instant that the learner's duty of the year of NOW is waived."""

    def record(at: datetime) -> None:
        excuse(
            session,
            scope=Scope(("/valle/baekdam/",)),
            person_public_id=cast.learner.public_id,
            charter=charter,
            requirement="A-7-1",
            reason="other",
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 12, 31),
            now=at,
            on=NOW.date(),
            approved_by=cast.manager.id,
        )
        session.commit()

    return record


@pytest.fixture
def complete(session: Session, course: CourseVersion) -> Callable[..., None]:
    """Record that a person completed C1 at an instant."""

    def record(
        person: Any, at: datetime = datetime(2026, 4, 20, 9, tzinfo=UTC), sequence: int = 1
    ) -> None:
        enrolment = Enrolment(
            person_id=person.id,
            course_id=course.course_id,
            version_id=course.id,
            sequence=sequence,
            enrolled_at=at,
        )
        session.add(enrolment)
        session.flush()
        session.add(Completion(enrolment_id=enrolment.id, completed_at=at, language="en"))
        session.commit()

    return record
