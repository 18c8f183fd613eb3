"""A published course for the tests of learning."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from elearn.catalogue.models import CourseVersion
from tests.learning.packs import publish_small


@pytest.fixture
def course(session: Session, tmp_path: Path) -> CourseVersion:
    """Publish the small course: three lessons, a check, a final with two attempts."""
    return publish_small(session, tmp_path)
