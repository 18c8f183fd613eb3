"""One question of each type answered by keyboard alone, in both directions, scripts on and off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.assessment.every_type import QUESTIONS, RIGHT
from tests.journeys.client import ApiClient
from tests.journeys.service import Service
from tests.journeys.test_whole_way import barriers
from tests.learning.packs import SLUG, write_pack

MOST_TABS = 60
FORM = "form[data-answer-url]"


class Keyboard:
    """Somebody who never touches a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, name: str) -> bool:
        """Return whether the focus is on a control with that name."""
        return bool(self.page.evaluate("name => document.activeElement?.name === name", name))

    def value(self) -> str:
        return str(self.page.evaluate("() => document.activeElement.value"))

    def go_to(self, name: str) -> None:
        """Press Tab until the control is reached."""
        for _ in range(MOST_TABS):
            if self.at(name):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {name}")

    def give(self, part: str, value: Any) -> None:
        """Put one part of an answer in."""
        if isinstance(value, dict):
            for key, each in value.items():
                if self.page.locator(f"{FORM} [name='{part}.{key}']").count():
                    self.choose(f"{part}.{key}", str(each))
        elif isinstance(value, list):
            for each in value:
                self.choose(part, each)
        else:
            self.choose(part, value)

    def choose(self, name: str, value: str) -> None:
        """Choose or type a value in the control of that name, from the top of the page."""
        self.page.evaluate("() => document.activeElement?.blur()")
        self.go_to(name)
        kind = self.page.evaluate("() => document.activeElement.type")
        if kind == "radio":
            for _ in range(12):
                if self.value() == value and self.page.evaluate(
                    "() => document.activeElement.checked"
                ):
                    return
                self.page.keyboard.press("Space" if self.value() == value else "ArrowDown")
            raise AssertionError(f"no key reaches {value} of {name}")
        if kind == "checkbox":
            for _ in range(MOST_TABS):
                if self.at(name) and self.value() == value:
                    self.page.keyboard.press("Space")
                    return
                self.page.keyboard.press("Tab")
        elif kind == "select-one":
            for _ in range(12):
                if self.value() == value:
                    return
                self.page.keyboard.press("ArrowDown")
        else:
            self.page.keyboard.type(value)
            return
        assert self.value() == value

    def press_on(self) -> None:
        """Go to the button that saves, and press Enter."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(
                "() => document.activeElement?.matches('form[data-answer-url] button.btn')"
            ):
                break
            self.page.keyboard.press("Tab")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def attempt(service: Service, tmp_path: Path) -> tuple[ApiClient, str]:
    """Publish the course with every type, and open its check for the learner."""
    service.elearn("courses", "publish", str(write_pack(tmp_path, check=QUESTIONS)))
    client = ApiClient(service.url, "learner")
    _, enrolment = client.call("POST", "/enrolments", {"course": SLUG})
    path = f"/enrolments/{enrolment['id']}/assessments/counter-check/attempts"
    status, opened = client.call("POST", path)
    assert status == 201
    return client, opened["id"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_type_is_answered_by_keyboard_alone(
    service: Service,
    browser: Browser,
    attempt: tuple[ApiClient, str],
    language: str,
    *,
    scripts: bool,
) -> None:
    client, aid = attempt
    page = browser.new_page(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page.goto(f"{service.url}/sign-in?lang={language}")
    page.fill("[name=login]", "learner")
    page.fill("[name=password]", "demo")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keyboard, faults = Keyboard(page), []
    page.goto(f"{service.url}/attempts/{aid}/questions/1")
    for question in QUESTIONS:
        key = question["id"]
        for _ in range(2 if key == "march" else 1):
            address = page.locator(FORM).get_attribute("data-answer-url")
            assert address
            assert address.endswith(f"/{key}")
            for part, value in RIGHT[key].items():
                keyboard.give(part, value)
            if scripts:
                faults += barriers(page)
            keyboard.press_on()
    assert faults == []
    assert page.url.endswith(f"/attempts/{aid}")
    states = page.locator(".tasks .tag").all_inner_texts()
    assert page.locator(".tasks .tag.is-done").count() == len(QUESTIONS), states
    _, closed = client.call("POST", f"/attempts/{aid}/submission")
    assert closed["score"]["scaled"] == 1.0, [
        item["question"] for item in closed["review"] if not item["right"]
    ]
