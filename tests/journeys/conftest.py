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
    templates.share("demo", lambda: made.elearn("demo", "load"))
    templates.renew("demo")
    with made:
        yield made


@pytest.fixture
def scripts(database_kind: str, language: str) -> bool:
    """Say whether the browser of a walk runs scripts.

    Of eight walks four are taken: any two of database, language and scripts meet in one of them.
    """
    return (database_kind == "sqlite") == (language == "en")
