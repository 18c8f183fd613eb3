"""Journeys through the whole service: a real server, a real database, a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.databases import Templates
from tests.journeys.service import Service
from tests.prepare import chromium

BROWSER_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium."""
    path = chromium()
    assert path, "No Chromium: install Debian's chromium, or run `make test`, which does."
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield made
        made.close()
