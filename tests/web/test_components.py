"""The frame and the parts: well formed, readable without colour, no inline style or script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from elearn.locales import LANGUAGES

ELEARN = Path(__file__).parents[2] / "elearn"
TEMPLATES = sorted(ELEARN.rglob("templates/**/*.html"))
STYLE = (ELEARN / "web" / "assets" / "style.css").read_text()
MOST_STYLE, MOST_SCRIPT = 20 * 1024, 12 * 1024
VOID = frozenset({"input", "link", "meta", "br", "img", "hr", "col", "wbr"})
OPEN_PAGES = frozenset({"/verify", "/sign-in"})

PAGE = (Path(__file__).parent / "parts.html").read_text()
"""Every part once."""
ERRORS = [("login", "Enter your user name")]


class Balance(HTMLParser):
    """Raises for a tag that is closed out of turn, and collects ids and what is pointed at."""

    def __init__(self, html: str) -> None:
        """Read the whole page."""
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed_at: set[str] = set()
        self.links: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element and its references."""
        own = {key: value or "" for key, value in attrs}
        assert len(own) == len(attrs), f"an attribute twice: {tag} {attrs}"
        self.ids += [own["id"]] if "id" in own else []
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.pointed_at.update(own.get(name, "").split())
        if own.get("href", "").startswith("#"):
            self.pointed_at.add(own["href"][1:])
        elif tag in {"a", "form"}:
            self.links.append(own.get("href") or own.get("action") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave a part of a drawing that closes itself alone."""

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag, f"{tag} closed out of turn"


def page(app: Flask, language: str = "en", source: str = PAGE) -> str:
    with app.test_request_context(f"/verify?lang={language}"):
        return render_template_string(source, errors=ERRORS)


@pytest.fixture
def html(app: Flask) -> str:
    return page(app)


def test_every_part_is_well_formed_and_points_at_what_is_there(html: str) -> None:
    read = Balance(html)
    assert len(read.ids) == len(set(read.ids))
    assert read.pointed_at <= set(read.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_direction(app: Flask, language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in page(app, language)


def test_the_languages_keep_the_page_and_its_query(app: Flask) -> None:
    with app.test_request_context('/verify?code=A&lang=en&q="><b>'):
        html = render_template_string(PAGE, errors=[])
    address = "/verify?code=A&amp;q=%22%3E%3Cb%3E&amp;lang=ko"
    assert f'<a href="{address}" lang="ko" hreflang="ko">한국어</a>' in html


def test_the_title_of_a_page_with_errors_says_so_first(html: str) -> None:
    assert "<title>Error: Sign in –" in html
    assert '<a href="#login">Enter your user name</a>' in html


def test_what_was_typed_is_kept_and_escaped(html: str) -> None:
    assert 'value="&lt;b&gt;"' in html


def test_a_password_is_never_sent_back(app: Flask) -> None:
    begin = '{% import "components.html" as c with context %}'
    source = begin + '{{ c.field("p", "P", "x", type="password") }}'
    assert "value" not in page(app, source=source)


def test_no_state_is_told_by_colour_alone(html: str) -> None:
    for tag in re.findall(r'<span class="tag[^>]*>(.*?)</span></span>', html, re.DOTALL):
        assert "<svg" in tag
        assert re.sub(r"<.*?>", "", tag).strip()


def test_text_of_another_language_is_marked_and_our_own_is_not(html: str) -> None:
    assert '<span lang="ko" dir="auto">한국어</span>' in html
    assert '<span lang="en" dir="auto">English</span>' not in html


def test_the_frame_links_to_pages_that_exist(app: Flask) -> None:
    menu = (ELEARN / "web/templates/header.html").read_text()
    foot = (ELEARN / "web/templates/footer.html").read_text()
    known = {rule.rule for rule in app.url_map.iter_rules()}
    linked = set(re.findall(r'(?:href|action)="(/[^"{]*)"', menu + foot))
    assert linked <= known | {"/"}
    assert linked >= OPEN_PAGES


def inline(source: str) -> Iterator[str]:
    yield from re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ELEARN)))
def test_no_template_holds_style_or_script(template: Path) -> None:
    assert list(inline(template.read_text())) == []


def test_the_stylesheet_knows_no_left_and_right() -> None:
    declared = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    declared = re.sub(r"@media[^{]*", "", declared)
    sides = r"(?:left|right|top|bottom)"
    assert re.findall(rf"(?:margin|padding|border)-{sides}", declared) == []
    assert re.findall(rf"(?<![\w-])(?:{sides}|width|height)\s*:", declared) == []
    assert re.findall(r"(?:float|text-align)\s*:\s*(?:left|right)", declared) == []


def test_the_stylesheet_and_the_scripts_stay_small() -> None:
    assert len(STYLE) < MOST_STYLE
    scripts = (ELEARN / "web" / "assets").glob("*.js")
    assert sum(len(path.read_text()) for path in scripts) < MOST_SCRIPT


def test_focus_has_an_outline() -> None:
    rule = re.search(r":focus-visible \{([^}]*)\}", STYLE)
    assert rule
    assert "outline: 3px solid" in rule[1]


def test_no_title_says_by_itself_that_something_is_wrong_where_the_frame_does() -> None:
    titles = re.compile(r"{% block title %}(.*?){% endblock", re.DOTALL)
    for template in TEMPLATES:
        for title in titles.findall(template.read_text("utf-8")):
            assert "if errors" not in title, template
