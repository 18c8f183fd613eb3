"""The main job, end to end: roster in, an employee learns and passes, a stranger verifies."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from elearn.settings import ROOT
from tests.journeys.service import Service
from tests.journeys.test_api import COURSE, right_answers
from tests.journeys.walker import Walker

PASSWORD = "a long enough first password"
NEW = ("20260999", "남궁하늘", "Namgung Haneul", "haneul")


def roster(folder: Path) -> Path:
    """Write HR's next export: the one of the demonstration with one new employee, in EUC-KR."""
    text = (ROOT / "demo/rosters/baekdam-2026-11.csv").read_text("euc-kr")
    lines = text.splitlines()
    row = lines[1].split(",")
    path = folder / "baekdam-2026-12.csv"
    path.write_text("\n".join([*lines, ",".join([*NEW, *row[4:]])]) + "\n", "euc-kr")
    return path


def import_roster(page: Page, url: str, path: Path) -> None:
    """Load the roster through the browser: preview first, then confirm."""
    page.goto(f"{url}/organisations/baekdam/people/import")
    page.set_input_files("[name=file]", path)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    assert NEW[1] in page.locator("main").inner_text()
    with page.expect_navigation():
        page.locator("main form button.btn").first.click()


WALKS = {"sqlite": ("ar", "en", True), "postgresql": ("en", "ar", False)}
"""In which language, by way of which other, and whether with scripts; a walk takes a minute."""


def test_from_the_roster_to_a_verified_certificate_and_the_report(  # noqa: PLR0915  # one way
    service: Service, browser: Browser, tmp_path: Path, database_kind: str
):
    language, other, scripts = WALKS[database_kind]
    office = Walker(browser.new_page(java_script_enabled=scripts), {}, scripts=scripts)
    office.sign_in(service.url, "manager", "demo", language)
    import_roster(office.page, service.url, roster(tmp_path))
    service.elearn("people", "password", NEW[3], "--password", PASSWORD)

    page = browser.new_page(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    learner = Walker(page, right_answers(), scripts=scripts)
    learner.sign_in(service.url, NEW[3], PASSWORD, language)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    duty = page.locator("article.duty")
    assert duty.count() >= 1
    assert duty.locator("a[href*='/charters/']").count() >= 1
    learner.press("article.duty form button, article.duty a.btn")
    if page.url.endswith(f"/courses/{COURSE}"):
        learner.press("main form button")

    def change_language(number: int) -> None:
        """Go to another language in the middle of the quiz and back: nothing is lost."""
        if number != 4:
            return
        question = learner.question()
        learner.give(learner.key[question])
        given, address = learner.given(), page.url
        learner.press("form[data-answer-url] button")
        page.goto(address)
        page.locator("details.lang summary").click()
        learner.press(f"details.lang a[hreflang={other}]")
        assert page.locator("html").get_attribute("lang") == other
        assert learner.question() == question
        assert given.items() <= learner.given().items()
        page.locator("details.lang summary").click()
        learner.press(f"details.lang a[hreflang={language}]")

    learner.at_question = change_language
    learner.walk()
    assert page.locator(".alert.is-done h1").count() == 1

    learner.press("a[href^='/certificates']")
    if page.locator("main a.btn[href*='.pdf']").count() == 0:
        learner.press("main h3 a[href^='/certificates/']")
    pdf = page.locator("main a.btn[href*='.pdf']").get_attribute("href")
    answer = page.request.get(service.url + str(pdf))
    assert answer.headers["content-type"] == "application/pdf"
    verify = page.locator("main a[href^='/verify/']").first.get_attribute("href")

    stranger = browser.new_context(java_script_enabled=scripts).new_page()
    stranger.goto(f"{service.url}{verify}?lang={language}")
    assert stranger.locator(".alert.is-done h1").count() == 1
    assert NEW[1] in stranger.locator("main").inner_text()

    office.page.goto(f"{service.url}/organisations/baekdam/report")
    assert office.page.locator("main table").count() >= 1
    names = office.page.locator("main a[href*='completions.csv']").get_attribute("href")
    answer = office.page.request.get(service.url + str(names))
    rows = list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert NEW[1] in {row["name"] for row in rows}
    if scripts:
        look_for_barriers(learner, stranger, office.page)


def look_for_barriers(learner: Walker, *others: Page) -> None:
    """Ask axe about every kind of page of the way, in this language and in Korean."""
    faults = []
    for page in others:
        faults += barriers(page)
    addresses = [
        learner.page.url,
        learner.page.url.split("/certificates")[0],
        *learner.seen.values(),
    ]
    for address in addresses:
        for suffix in ("", "?lang=ko"):
            learner.page.goto(address.split("?")[0].split("#")[0] + suffix)
            faults += barriers(learner.page)
    assert faults == []


def barriers(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page as it stands."""
    results = Axe().run(page)
    return [
        f"{page.url} {violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in results.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
