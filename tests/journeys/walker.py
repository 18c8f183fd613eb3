"""One employee's way through a course in a real browser, following what the pages offer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

STEPS = 200


class Walker:
    """Goes on from page to page as a person would, answering with the key it was given."""

    def __init__(self, page: Page, key: dict[str, dict[str, Any]], *, scripts: bool) -> None:
        self.page = page
        self.key = key
        self.scripts = scripts
        self.seen: dict[str, str] = {}
        """One address of each kind of page that was passed, for a look at them afterwards."""
        self.at_question: Callable[[int], None] | None = None
        """Called at every question of the final, before it is answered, with its number."""

    def sign_in(self, url: str, login: str, password: str, language: str) -> None:
        """Sign in through the form, in a language."""
        self.page.goto(f"{url}/sign-in?lang={language}")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        self.press("main form button[type=submit], main form button.btn")

    def press(self, selector: str) -> None:
        """Press the first of these and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def walk(self) -> None:
        """Go on until the result of the final stands there."""
        for _ in range(STEPS):
            path = re.sub(r"^https?://[^/]+|[?#].*$", "", self.page.url)
            kind = re.sub(r"[0-9a-f]{32}", "…", path)
            if re.fullmatch(r"/enrolments/…/lessons/[\w-]+", kind):
                self.seen.setdefault("lesson", self.page.url)
                self.press("form[action$='/completion'] button")
            elif re.fullmatch(r"/enrolments/…/assessments/[\w-]+", kind):
                self.final = kind.endswith("/final")
                self.seen.setdefault("intro", self.page.url)
                self.press("main form button")
            elif re.fullmatch(r"/attempts/…/questions/\d+", kind):
                self.seen.setdefault("question", self.page.url)
                self.answer(int(path.rsplit("/", 1)[1]))
            elif kind == "/attempts/…":
                self.seen.setdefault("overview", self.page.url)
                self.press("form[action$='/submission'] button")
            elif kind == "/attempts/…/result":
                self.seen["result"] = self.page.url
                if self.final:
                    return
                self.press("#main .part a.btn, #main .part a.go")
            else:
                raise AssertionError(f"the way led to {self.page.url}")
        raise AssertionError("the way has no end")

    def answer(self, number: int) -> None:
        """Answer the question of this page by the key, then save and go on."""
        if self.final and self.at_question is not None:
            self.at_question(number)
        self.give(self.key[self.question()])
        if self.scripts:
            expect(self.page.locator("form [role=status].is-done")).to_be_visible()
        self.press("form[data-answer-url] button")

    def give(self, response: dict[str, Any]) -> None:
        """Put an answer into the controls that the page shows."""
        for part, value in response.items():
            if isinstance(value, dict):
                for name, given in value.items():
                    self.put(f"{part}.{name}", str(given))
            else:
                for given in value if isinstance(value, list) else [value]:
                    self.put(part, given)

    def put(self, name: str, value: str) -> None:
        """Choose or type one value; a control that is not there yet is passed over."""
        controls = self.page.locator(f"form[data-answer-url] [name='{name}']")
        if controls.count() == 0:
            return
        kind = controls.first.evaluate("node => node.type")
        if kind in {"radio", "checkbox"}:
            self.page.check(f"form[data-answer-url] [name='{name}'][value='{value}']")
        elif kind == "select-one":
            controls.select_option(value)
        else:
            controls.fill(value)
            controls.blur()

    def given(self) -> dict[str, list[str]]:
        """Return what the controls of the page hold."""
        found: dict[str, list[str]] = {}
        for control in self.page.locator("form[data-answer-url] [name]").all():
            name, kind = control.get_attribute("name"), control.evaluate("node => node.type")
            assert name
            if kind in {"hidden", "submit"}:
                continue
            if kind not in {"radio", "checkbox"} or control.is_checked():
                found.setdefault(name, []).append(control.evaluate("node => node.value"))
        return {name: sorted(values) for name, values in found.items()}

    def question(self) -> str:
        """Return the identifier of the question on this page."""
        address = self.page.locator("form[data-answer-url]").get_attribute("data-answer-url")
        assert address is not None
        return address.rsplit("/", 1)[1]
