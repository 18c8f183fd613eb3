"""Reports are about the same stories as charters."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.mandates.stories import charter, clock, complete, course
from tests.reporting.cities import Load, load_baekdam

__all__ = ["charter", "clock", "complete", "course"]


@pytest.fixture
def load(session: Session, cast: Any, course: Any) -> Load:
    """Return what loads the charter of Baekdam with another rule for its reports."""
    return partial(load_baekdam, session)
