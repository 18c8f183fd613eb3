"""A module on a phone in Arabic, Chinese and Korean; a film in three ways; what lessons weigh."""

from __future__ import annotations

import http.client
import re

import pytest
from playwright.sync_api import Browser, Page, Route

from elearn.catalogue.rules import LANGUAGES
from elearn.settings import ROOT
from tests.courses import real_course
from tests.journeys.service import Service
from tests.journeys.test_api import right_answers
from tests.journeys.walker import Walker

# what is shown here is the course; the ways that write are walked on both databases elsewhere
pytestmark = pytest.mark.one_database

MECHANISMS = "un-mechanisms"
PHONE = {"width": 390, "height": 800}
FILM = "/lessons/basis-and-cycle"
PLAYED = """node => new Promise(done => {
    node.muted = true;
    node.addEventListener('timeupdate', () => node.currentTime > 0.3 && done(node.currentTime));
    node.play();
})"""
TRANSCRIPT = "대본"
HEAVIEST = 60 * 1024
LINKED = re.compile(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"')
ENGLISH = re.compile(r"\b(?:the|and|of|is|are|what|with)\b", re.IGNORECASE)
"""Words that stand in every English paragraph; titles of documents may keep one."""


def learner(service: Service, browser: Browser, language: str) -> Walker:
    """Sign in on a phone and begin the course on the mechanisms."""
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a plain dict is meant
    walker = Walker(page, right_answers(MECHANISMS), scripts=True)
    walker.sign_in(service.url, "learner", "demo", language)
    page.goto(f"{service.url}/courses/{MECHANISMS}?lang={language}")
    walker.press("main form button")
    walker.final = False
    return walker


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the phone"


@pytest.mark.parametrize("language", ["ar", "zh", "ko"])
def test_a_module_is_read_and_its_check_answered_on_a_phone(
    service: Service, browser: Browser, language: str
) -> None:
    walker = learner(service, browser, language)
    page, module = walker.page, real_course(MECHANISMS).course.modules[0]
    for lesson, _ in module.lessons:
        assert page.url.split("#")[0].endswith(f"/lessons/{lesson}")
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("main [lang=en] p, main p[lang=en]").count() == 0
        for paragraph in page.locator("main p").all_inner_texts():
            assert len(ENGLISH.findall(paragraph)) < 3, paragraph
        assert_fits(page)
        walker.press("form[action$='/completion'] button")
    assert page.url.endswith("/assessments/map-check")
    walker.press("main form button")
    questions = 0
    while "/questions/" in page.url:
        assert_fits(page)
        walker.answer(0)
        questions += 1
    assert questions == len(real_course(MECHANISMS).assessments["map-check"].questions)
    walker.press("form[action$='/submission'] button")
    assert_fits(page)
    assert page.locator(".alert.is-done h1").count() == 1


def test_a_film_plays_with_captions_its_sound_alone_and_can_be_read_where_media_are_blocked(
    service: Service, browser: Browser
) -> None:
    walker = learner(service, browser, "ko")
    page = walker.page
    film = re.sub(r"/lessons/.*", FILM, page.url)
    page.goto(film)
    video = page.locator("video")
    assert video.get_attribute("preload") == "none"
    assert page.locator("video track[kind=captions]").count() == 8
    assert video.evaluate(PLAYED) > 0.3
    assert 25 < video.evaluate("node => node.duration") < 40
    cues = video.evaluate(
        """node => new Promise(done => {
            const track = [...node.textTracks].find(each => each.language === 'ko');
            track.mode = 'hidden';
            const tell = () => done([...track.cues].map(cue => cue.text));
            const element = node.querySelector('track[srclang=ko]');
            element.readyState === 2 ? tell() : element.addEventListener('load', tell);
        })"""
    )
    assert len(cues) == 5
    page.locator("details:has(audio) summary").click()
    assert page.locator("audio").evaluate(PLAYED) > 0.3

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/media/**", refuse)
    page.goto(film)
    transcript = page.locator(f"details:has(summary:has-text('{TRANSCRIPT}'))")
    transcript.locator("summary").click()
    said = transcript.inner_text()
    for cue in cues:
        assert cue in said


def test_every_lesson_weighs_at_most_sixty_kilobytes_in_every_language(
    service: Service, browser: Browser
) -> None:
    page = learner(service, browser, "en").page
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    line = http.client.HTTPConnection("127.0.0.1", service.port)
    weights: dict[str, int] = {}

    def weight(address: str) -> int:
        line.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        assert answer.status == 200, address  # a small file goes as it is
        return len(answer.read())

    folders = sorted((ROOT / "courses").iterdir(), key=lambda each: each.name != MECHANISMS)
    for folder in folders:
        if folder.name != MECHANISMS:
            page.goto(f"{service.url}/courses/{folder.name}?lang=en")
            page.locator("main form button").first.click()
        enrolment = page.url.partition("/enrolments/")[2].split("/")[0]
        linked = sum(weight(each) for each in sorted(set(LINKED.findall(page.content()))))
        for module in real_course(folder.name).course.modules:
            for lesson, _ in module.lessons:
                for language in LANGUAGES:
                    address = f"/enrolments/{enrolment}/lessons/{lesson}?lang={language}"
                    weights[address] = linked + weight(address)
    line.close()
    assert len(weights) > len(LANGUAGES)
    heaviest = max(weights, key=lambda address: weights[address])
    assert weights[heaviest] <= HEAVIEST, heaviest
