"""The one Chromium of a test process: Playwright starts once, whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.prepare import chromium

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """Give a real Chromium, without a word to anyone outside this machine."""
    path = chromium()
    assert path, "No Chromium: install Debian's chromium, or run `make test`, which does."
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield made
        made.close()
