"""A charter's way: loaded, previewed, approved by a second person, and felt by those it binds."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page

from elearn.locales import day
from elearn.settings import ROOT
from tests.journeys.service import Service
from tests.journeys.test_whole_way import barriers
from tests.journeys.walker import Walker

SEOUL = ZoneInfo("Asia/Seoul")
CHARTER = """
charter:
  code: baekdam-care
  organisation: baekdam
  version: 1
  titles: {{en: Charter of care, ar: ميثاق الرعاية, ko: 돌봄 헌장}}
  legal_status: ordinance
  adopted_on: {begins}
  in_force_from: {begins}
  language_of_record: ko
  provenance: illustrative
articles:
  - number: "3"
    headings: {{en: Learning, ar: التعلّم, ko: 배움}}
    texts: {{en: Everybody learns., ar: يتعلم الجميع., ko: 모두가 배운다.}}
requirements:
  - code: CARE-1
    article: "3"
    audience: {{role_family: [front_desk, education]}}
    requirement: {{kind: course, courses: [{course}]}}
    recurrence: {{type: once}}
    initial_deadline: {{trigger: charter_in_force, days: 30}}
    exemptions:
      - {{reason_code: parental_leave, effect: pause}}
    reminders: {{before_days: [7], after_days: [7]}}
"""
ADDRESSES = {"learner": "seoyeon@city.example", "author": "jiwoo@city.example"}
TRAINER = "20190044"
FRIDAY = 4


def people_with_addresses(folder: Path) -> Path:
    """Write HR's export once more, with the addresses of two."""
    text = (ROOT / "demo/rosters/baekdam-2026-11.csv").read_text("euc-kr")
    head, *rows = text.splitlines()
    lines = [f"{head},이메일", *(f"{row},{ADDRESSES.get(row.split(',')[3], '')}" for row in rows)]
    path = folder / "with-addresses.csv"
    path.write_text("\n".join(lines) + "\n", "euc-kr")
    return path


def signed_in(service: Service, browser: Browser, login: str, language: str, **how: Any) -> Walker:
    """Let somebody sign in, on a browser of their own, and keep their language."""
    page = browser.new_context(**how).new_page()
    walker = Walker(page, {}, scripts=how.get("java_script_enabled", True))
    walker.sign_in(service.url, login, "demo", language)
    page.goto(f"{service.url}/account")
    page.select_option("[name=language]", language)
    walker.press("form[action$='/account'] button")
    return walker


def test_a_charter_is_loaded_previewed_approved_and_felt(  # noqa: PLR0915  # one way
    service: Service, browser: Browser, tmp_path: Path, database_kind: str
) -> None:
    office_language = {"sqlite": "ar", "postgresql": "en"}[database_kind]
    mail = tmp_path / "mail"
    service.environment["ELEARN_MAIL_URL"] = f"folder:{mail}"
    service.environment["ELEARN_MAIL_FROM"] = "Training <training@city.example>"
    service.elearn(
        "people", "import", str(people_with_addresses(tmp_path)), "--organisation", "baekdam"
    )
    learner = signed_in(
        service,
        browser,
        "learner",
        "ar",
        viewport={"width": 390, "height": 800},
        java_script_enabled=database_kind == "sqlite",
    )
    signed_in(service, browser, "author", "ko")
    sent_at = last_working_noon()
    today = sent_at.date()
    begins, due = today - timedelta(days=23), today + timedelta(days=7)

    office = signed_in(service, browser, "manager", office_language)
    page = office.page
    page.goto(f"{service.url}/organisations/baekdam/charters")
    wrong = CHARTER.format(begins=begins, course="human-rights-fundations")
    page.set_input_files(
        "[name=file]",
        {"name": "care.yaml", "mimeType": "application/yaml", "buffer": wrong.encode()},
    )
    office.press("form:has([name=file]) button")
    line = next(n for n, text in enumerate(wrong.split("\n"), 1) if "fundations" in text)
    faults = page.locator("main ul:has(a[href='#text'])").inner_text()
    digits = {"ar": str(line).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), "en": str(line)}
    assert digits[office_language] in faults
    assert "human-rights-fundations" in faults
    page.fill("[name=text]", page.input_value("[name=text]").replace("fundations", "foundations"))
    office.press("form:has([name=text]) button")
    binds = page.locator("tr:has(th:has-text('CARE-1')) td").all_inner_texts()
    assert len(binds) == 3
    assert binds[0] == binds[1] != binds[2]  # whom it binds all join, and nobody leaves
    assert "한서연" in page.locator("main details").first.text_content()
    assert page.locator("form[action$='/approval']").count() == 0  # not by who proposed it
    assert bound(learner, service) == 0

    second = signed_in(service, browser, "approver", office_language)
    second.page.goto(page.url.split("?")[0])
    assert barriers(second.page) == []
    second.page.check("[name=confirmed]")
    second.press("form[action$='/approval'] button")
    assert second.page.locator("main a[href*='/charters/baekdam-care']").count() >= 1
    assert bound(learner, service) == 1

    page.goto(f"{service.url}/organisations/baekdam/exemptions")
    page.fill("[name=who]", TRAINER)
    page.select_option("[name=duty]", "baekdam-care/CARE-1")
    page.select_option("[name=reason]", "parental_leave")
    page.fill("[name=starts_on]", (today - timedelta(days=10)).isoformat())
    page.fill("[name=ends_on]", (today + timedelta(days=60)).isoformat())
    office.press("form:has([name=who]) button")
    assert "이하은" in page.locator("main table").inner_text()

    why(learner, service, "ميثاق الرعاية", day(due, "ar"))
    excused = signed_in(service, browser, "trainer", "ko")
    why(excused, service, "돌봄 헌장", day(today + timedelta(days=60), "ko"))

    service.elearn("mandates", "remind", "--now", sent_at.isoformat())
    service.elearn("mail", "send")
    letters = {each["To"].addresses[0].addr_spec: each for each in received(mail)}
    assert letters.keys() == set(ADDRESSES.values())
    arabic, korean = (letters[ADDRESSES[name]].get_content() for name in ("learner", "author"))
    for text, language, title, heading in (
        (arabic, "ar", "ميثاق الرعاية", "التعلّم"),
        (korean, "ko", "돌봄 헌장", "배움"),
    ):
        assert title in text
        assert heading in text
        assert day(due, language) in text
    assert letters[ADDRESSES["learner"]]["Content-Language"] == "ar"
    assert letters[ADDRESSES["author"]]["Content-Language"] == "ko"
    sheets = service.elearn("mail", "print", "baekdam").split("\f")
    about_it = [sheet for sheet in sheets if "돌봄 헌장" in sheet]
    assert any("강예준" in sheet for sheet in about_it)  # of whom no address is known
    assert not any("이하은" in sheet for sheet in about_it)  # she is excused


def bound(walker: Walker, service: Service) -> int:
    """Return how many duties of the new charter somebody sees among their own."""
    walker.page.goto(f"{service.url}/my-training")
    return walker.page.locator("main article.duty:has(a[href*='/charters/baekdam-care'])").count()


def why(walker: Walker, service: Service, *words: str) -> None:
    """Read on the page of the article why somebody owes it and how it stands."""
    walker.page.goto(f"{service.url}/charters/baekdam-care/articles/3")
    reasons = told(walker.page)
    assert all(word in reasons for word in words), reasons


def told(page: Page) -> str:
    page.locator("main details:has(ol) summary").first.click()
    return page.locator("main").inner_text()


def last_working_noon() -> datetime:
    """Return the last noon in Seoul on a day on which the city works: mail arrives at once then."""
    noon = datetime.now(SEOUL).replace(hour=12, minute=0, second=0, microsecond=0)
    while noon > datetime.now(SEOUL) or noon.weekday() > FRIDAY:
        noon -= timedelta(days=1)
    return noon


def received(folder: Path) -> list[EmailMessage]:
    """Return the messages that were put into the folder."""
    return [
        message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[misc]
        for path in sorted(folder.iterdir())
    ]
