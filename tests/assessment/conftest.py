"""A published course, and a learner in it, for the tests of assessment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from tests.assessment.sitting_exams import Examinee, enrolled
from tests.learning.packs import publish_small


@pytest.fixture
def course(session: Session, tmp_path: Path) -> CourseVersion:
    """Publish the small course: three lessons, a check, a final with two attempts."""
    return publish_small(session, tmp_path)


@pytest.fixture
def examinee(session: Session, cast: Any, course: CourseVersion) -> Examinee:
    """Enrol the learner of the cast."""
    return enrolled(session, cast.learner.id)
