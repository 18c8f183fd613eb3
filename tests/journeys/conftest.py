"""Journeys through the whole service: a real server, a real database, a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Templates
from tests.journeys.service import Service


@pytest.fixture
def service(templates: Templates, tmp_path: Path) -> Iterator[Service]:
    """Give a running service with the demonstration in a fresh database."""
    made = Service(templates.url, tmp_path)
    if not templates.has("demo"):
        templates.renew()
        made.elearn("demo", "load")
        templates.keep("demo")
    templates.renew("demo")
    with made:
        yield made
