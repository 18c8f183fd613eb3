"""What a lesson looks like when it is compiled, in every language, and what it can never hold."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from elearn.catalogue.formats.canonical import content_hash
from elearn.catalogue.formats.compile import CompiledLanguage, compile_pack
from elearn.catalogue.formats.sanitise import sanitise
from elearn.catalogue.rules import CompiledLesson
from tests.catalogue.packs import edited, small_files, sound

WHAT = "modules/counter/what.md"
AR = "locale/ar.po"


def in_language(files: dict[str, bytes], language: str) -> CompiledLanguage:
    return next(e for e in compile_pack(sound(files)).languages if e.language == language)


def lesson(files: dict[str, bytes], language: str, name: str = "what") -> CompiledLesson:
    return in_language(files, language).lessons[name]


def test_a_lesson_is_plain_html_of_the_kind_the_stylesheet_knows() -> None:
    html = lesson(small_files(), "en").html
    assert (
        '<p id="b1">A right is <strong>no favour</strong>\u202f<sup><a href="#src-udhr">1</a></sup>'
        in html
    )
    assert (
        '<dl class="note"><dt id="b2">Right</dt><dd><p id="b3">What a person may claim.</p>' in html
    )
    assert '<ul id="two-words">' in html
    assert '<div class="table" role="region" tabindex="0" aria-label="Two words"><table>' in html
    assert 'alt="Two people at a counter"' in html
    assert '<figcaption id="b14">A desk in Riverton</figcaption>' in html


def test_a_box_leaves_its_label_to_the_page() -> None:
    html = lesson(small_files(), "en", "why").html
    assert '<span class="label"><!--label:example--></span>A closed list</h3>' in html
    assert '<span class="label"><!--label:case--></span>A late form</h3>' in html


def test_references_are_numbered_alike_in_every_language() -> None:
    english, arabic = (lesson(small_files(), each, "why").references for each in ("en", "ar"))
    assert [(r.n, r.id) for r in english] == [(1, "iccpr"), (2, "udhr")]
    assert [(r.n, r.id) for r in arabic] == [(1, "iccpr"), (2, "udhr")]
    assert english[0].locators == ("art. 2",)
    assert arabic[0].locators == ("المادة 2",)
    assert arabic[0].title.language == "ar"


def test_a_block_without_translation_falls_back_with_its_own_language_and_direction() -> None:
    compiled = lesson(small_files(), "ar", "who")
    assert compiled.html == (
        '<div class="fallback" data-fallback=""><!--fallback-label-->'
        '<p id="b1" lang="en" dir="ltr">The State has it, and so has the town.</p></div>'
    )
    assert [(block.id, block.language) for block in compiled.blocks] == [("b1", "en")]


def test_one_item_that_falls_back_is_marked_within_its_list() -> None:
    files = edited(AR, 'msgstr "المعروف يمكن رفضه."', 'msgstr ""')
    html = lesson(files, "ar").html
    assert (
        '<li id="b5"><div class="fallback" data-fallback=""><!--fallback-label-->'
        '<p lang="en" dir="ltr">A favour may be refused.</p></div></li>'
    ) in html


def test_a_list_that_falls_back_whole_is_marked_once() -> None:
    files = edited("modules/duty/who.md", "The State has it, and so has the town.", "- One\n- Two")
    html = lesson(files, "ar", "who").html
    assert html.count("<!--fallback-label-->") == 1
    assert '<div lang="en" dir="ltr"><ul>' in html


def test_a_language_with_a_fuzzy_question_is_not_offered() -> None:
    files = edited("assessments/final.yaml", "What is a right?", "What is a human right?")
    arabic = in_language(files, "ar")
    assert not arabic.offered
    assert arabic.fuzzy == 1
    assert "what-is-a-right" not in arabic.questions
    assert "who-can-claim" in arabic.questions


def test_a_language_with_a_missing_lesson_block_is_offered_all_the_same() -> None:
    arabic = in_language(small_files(), "ar")
    assert (arabic.offered, arabic.translated, arabic.total) == (True, 59, 60)


def test_a_language_without_a_lesson_title_is_not_offered() -> None:
    files = edited("modules/duty/who.md", "title: Who has the duty", "title: Who bears the duty")
    assert not in_language(files, "es").offered


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<!--label:example--><b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "`<script>alert(1)</script>`",
    '<a href="java&#115;cript:alert(1)">x</a>',
    "<math><mtext></math><img src=x onerror=alert(1)>",
]


class Seen(HTMLParser):
    """Notes everything in a document that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "object", "embed", "svg", "math", "style", "form"}:
            self.acts.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().lstrip().startswith("javascript"):
                self.acts.append(f"{tag} {name}")


def acts(html: str) -> list[str]:
    seen = Seen()
    seen.feed(html)
    return seen.acts


@pytest.mark.parametrize("attack", XSS)
def test_nothing_an_author_writes_can_act(attack: str) -> None:
    files = edited(WHAT, "What a person may claim.", attack)
    assert acts(lesson(files, "en").html) == []


@pytest.mark.parametrize("attack", XSS)
def test_nothing_a_translator_writes_can_act(attack: str) -> None:
    escaped = attack.replace("\\", "\\\\").replace('"', '\\"').replace("`", "'")
    files = edited(AR, 'msgstr "ما يجوز للشخص أن يطالب به."', f'msgstr "{escaped}"')
    html = lesson(files, "ar").html
    assert acts(html) == []
    assert "<!--label:example-->" not in html


def test_alternative_text_cannot_leave_its_attribute() -> None:
    files = edited(WHAT, "![Two people at a counter]", '![" onload="alert(1)]')
    assert acts(lesson(files, "en").html) == []


def test_the_last_gate_stops_what_the_compiler_would_never_write() -> None:
    for attack in XSS:
        assert acts(sanitise(attack)) == []
    assert sanitise('<a href="javascript:alert(1)">x</a>') == "<a>x</a>"


def test_the_hash_covers_the_content_and_not_the_wrapping() -> None:
    same = content_hash(sound(small_files()))
    dated = edited(AR, "PO-Revision-Date: 2026", "PO-Revision-Date: 2027")
    assert content_hash(sound(dated)) == same
    for path, old, new in (
        (WHAT, "What a person may claim.", "What anyone may claim."),
        (AR, "كلمتان", "كلمتان اثنتان"),
        ("course.yaml", "minutes: 10", "minutes: 12"),
        ("assessments/final.yaml", "pass_mark: 0.8", "pass_mark: 0.7"),
        ("media/counter.svg", 'r="4"', 'r="5"'),
    ):
        assert content_hash(sound(edited(path, old, new))) != same
