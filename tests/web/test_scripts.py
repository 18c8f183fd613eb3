"""The two scripts in a real browser, against a server that answers as each story needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

ASSETS = Path(__file__).parents[2] / "elearn" / "web" / "assets"
SITE = "http://training.test"
SENT = f"{SITE}/api/v1/attempts/a1/answers/q1"

QUESTION = """<!doctype html><html lang="en"><body>
<script type="module" src="/answers.js"></script>
<form method="post" action="/next" data-answer-url="/api/v1/attempts/a1/answers/q1"
 data-token="secret" data-language="en" data-zone="Asia/Seoul" data-shape='{"choices": "list"}'>
<input type="hidden" name="revision" value="0">
<input type="checkbox" name="choices" value="a" id="a"><label for="a">A</label>
<input type="checkbox" name="choices" value="b" id="b"><label for="b">B</label>
<p class="tag" role="status" data-saving="Saving" data-saved="Saved at {time}"
 data-unsaved="Not saved" data-changed="Changed elsewhere">Not answered yet</p>
<button>Go on</button></form><a href="/other">Other</a></body></html>"""

BLOCKS = "".join(f'<p id="b{n}" style="block-size: 900px">{n}</p>' for n in range(1, 6))
LESSON = f"""<!doctype html><html lang="en"><body>
<script type="module" src="/reading.js"></script>
<div class="lang"><a href="/lesson?lang=ko" hreflang="ko">한국어</a></div>
<a href="/lesson?text=2" data-text-size="2">A</a>
<article data-position-url="/enrolments/e1/position" data-lesson="l1" data-token="secret">
<div data-blocks><p><a class="term" href="#term-right">Right</a></p>{BLOCKS}</div></article>
<dl><div id="term-right"><dt>right</dt><dd>What a person may claim.</dd></div></dl></body></html>"""


class Server:
    """Answers the browser, and keeps what it was sent."""

    def __init__(self) -> None:
        """Begin with an empty record and a server that accepts everything."""
        self.requests: list[Request] = []
        self.answer: Callable[[int], tuple[int, dict[str, str]]] = lambda _: (
            200,
            {"saved_at": "2026-11-20T01:42:00+00:00", "revision": 1},
        )

    def handle(self, route: Route) -> None:
        """Serve a page, a script or the answer of the API."""
        request = route.request
        name = request.url.removeprefix(SITE).split("?")[0]
        if name.endswith(".js"):
            route.fulfill(path=ASSETS / name[1:], content_type="text/javascript")
        elif request.method in {"PUT", "POST", "HEAD"}:
            self.requests.append(request)
            status, body = self.answer(len(self.requests))
            route.fulfill(status=status, json=body)
        else:
            page = LESSON if name == "/lesson" else QUESTION
            route.fulfill(body=page, content_type="text/html; charset=utf-8")

    @property
    def choices(self) -> list[list[str]]:
        """The answers that arrived, in order."""
        put = [request for request in self.requests if request.method == "PUT"]
        return [json.loads(request.post_data or "")["choices"] for request in put]

    @property
    def revisions(self) -> list[int]:
        """The revisions that came with them."""
        put = [request for request in self.requests if request.method == "PUT"]
        return [json.loads(request.post_data or "")["revision"] for request in put]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page()
    opened.route("**/*", server.handle)
    yield opened
    opened.close()


def test_a_choice_is_saved_at_once_and_says_when(page: Page, server: Server) -> None:
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("Saved at 10:42")
    assert server.choices == [["a"]]
    assert server.requests[0].url == SENT
    assert server.requests[0].headers["x-csrf-token"] == "secret"


def test_the_last_choice_is_what_the_server_holds(page: Page, server: Server) -> None:
    page.goto(f"{SITE}/question")
    page.evaluate("for (const id of 'abab') document.getElementById(id).click()")
    page.get_by_label("B").check()
    expect(page.get_by_role("status")).to_have_text("Saved at 10:42")
    assert server.choices[-1] == ["b"]


def test_what_failed_is_said_and_sent_again(page: Page, server: Server) -> None:
    accept = server.answer
    server.answer = lambda count: (503, {}) if count == 1 else accept(count)
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("Not saved")
    expect(page.get_by_role("status")).to_have_text("Saved at 10:42")
    assert server.choices == [["a"], ["a"]]


def test_a_refusal_shows_the_sentence_and_is_not_repeated(page: Page, server: Server) -> None:
    server.answer = lambda _: (409, {"detail": "This attempt is closed."})
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("This attempt is closed.")
    page.wait_for_timeout(1500)
    assert len(server.choices) == 1


def test_a_link_waits_until_the_answer_has_arrived(page: Page, server: Server) -> None:
    accept = server.answer
    server.answer = lambda count: (503, {}) if count == 1 else accept(count)
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("Not saved")
    page.get_by_role("link", name="Other").click()
    page.wait_for_url(f"{SITE}/other")
    assert server.choices == [["a"], ["a"]]


def test_answers_are_sent_in_the_order_in_which_they_were_given(page: Page, server: Server) -> None:
    """The first is on its way when the second is given, and fails: it goes first all the same."""
    accept = server.answer
    server.answer = lambda count: (503, {}) if count == 1 else accept(count)
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    page.get_by_label("B").check()
    expect(page.get_by_role("status")).to_have_text("Saved at 10:42")
    assert server.choices == [["a"], ["a"], ["a", "b"]]
    assert server.revisions == [0, 0, 1]


def test_what_waits_is_sent_by_the_next_page_of_the_tab(page: Page, server: Server) -> None:
    """The line is broken while the page is left; the page after it sends what is not saved."""
    accept = server.answer
    server.answer = lambda _: (503, {})
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("Not saved")
    server.answer = accept
    page.goto(f"{SITE}/question")
    expect(page.get_by_label("A")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("Saved at 10:42")
    assert server.choices[-1] == ["a"]


def test_an_answer_changed_elsewhere_is_told_and_not_sent_again(page: Page, server: Server) -> None:
    server.answer = lambda _: (409, {"code": "answer-changed", "detail": "Changed."})
    page.goto(f"{SITE}/question")
    page.get_by_label("A").check()
    expect(page.get_by_role("status")).to_have_text("Changed elsewhere")
    page.wait_for_timeout(1500)
    assert len(server.choices) == 1


def test_the_button_does_not_overtake_an_answer_on_its_way(page: Page, server: Server) -> None:
    page.goto(f"{SITE}/question")
    page.evaluate("""
        document.getElementById("a").click();
        document.querySelector("form button").click();
    """)
    page.wait_for_url(f"{SITE}/next")
    assert [request.method for request in server.requests] == ["PUT", "POST"]
    assert "revision=1" in (server.requests[1].post_data or "")


def test_the_place_in_a_lesson_is_kept_and_carried_to_another_language(
    page: Page, server: Server
) -> None:
    page.goto(f"{SITE}/lesson")
    page.evaluate("document.getElementById('b3').scrollIntoView()")
    with page.expect_request("**/position") as sent:
        page.wait_for_timeout(3200)
    body = parse_qs(sent.value.post_data or "")
    assert body == {"lesson": ["l1"], "block": ["b3"], "csrf_token": ["secret"]}
    page.evaluate("document.querySelector('.lang a').click()")
    page.wait_for_url(f"{SITE}/lesson?lang=ko#b3")


def test_the_text_size_changes_in_place_and_is_remembered(page: Page, server: Server) -> None:
    page.goto(f"{SITE}/lesson")
    page.get_by_role("link", name="A").click()
    expect(page.locator("html")).to_have_attribute("data-text", "2")
    page.wait_for_timeout(200)
    assert [request.method for request in server.requests] == ["HEAD"]


def test_what_a_word_means_opens_beside_it_and_closes_again(page: Page, server: Server) -> None:
    page.goto(f"{SITE}/lesson")
    word, meaning = page.locator("a.term"), page.locator(":popover-open")
    for _ in range(2):
        word.press("Enter")
        expect(meaning).to_contain_text("What a person may claim.")
        below = meaning.bounding_box()
        above = word.bounding_box()
        assert below
        assert above
        assert below["y"] >= above["y"] + above["height"]
        page.keyboard.press("Escape")
        expect(meaning).to_have_count(0)
        expect(word).to_be_focused()
    assert page.url == f"{SITE}/lesson"
    assert server.requests == []
