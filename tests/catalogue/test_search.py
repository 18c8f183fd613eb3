"""Search: what a clerk types finds the lesson, in every language, with slips of the finger too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue import queries
from elearn.catalogue.formats.analysis import words
from elearn.catalogue.formats.lookup import excerpt, tokens, trimmed, wanted
from elearn.catalogue.formats.plain import plain
from elearn.catalogue.models import Course, CourseTopic, SearchEntry, SearchWord
from elearn.catalogue.queries.fulltext import fitting, forget, keep
from elearn.catalogue.rules import Filters
from elearn.catalogue.services import index_all, publish
from elearn.learning.services import enrol
from tests.catalogue.packs import edited, read, small_files, sound
from tests.conftest import NOW, Cast
from tests.courses import real_course

SignIn = Callable[[FlaskClient, Any], None]
ABOUT = (
    "course.yaml",
    "assessments: [final]\n",
    'assessments: [final]\nabout: {rights: [housing], sdg: ["11.1"], instruments: [udhr]}\n',
)


@pytest.fixture
def _published(session: Session) -> None:
    publish(session, pack=sound(edited(*ABOUT)), now=NOW)
    session.commit()


def places(session: Session, text: str, language: str, **options: Any) -> list[str]:
    """Return the lessons found, and the course's slug where it is the course itself."""
    found = queries.search(session, text, language, **options)
    return [hit.lesson_id or hit.slug for hit in found.hits]


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("closed lists", "en", "why"),
        ("RIGHTS in small", "en", "small"),
        ("who has the dut", "en", "who"),
        ("Qué es un derecho", "es", "what"),
        ("الحقوق باختصار", "ar", "small"),
        ("حقوق", "ar", "small"),
    ],
)
def test_what_is_typed_finds_the_place(
    session: Session, text: str, language: str, first: str
) -> None:
    assert places(session, text, language)[0] == first


@pytest.mark.usefixtures("_published")
def test_a_slip_of_the_finger_is_read_as_the_nearest_word_and_said_so(session: Session) -> None:
    found = queries.search(session, "ofiicer", "en")
    assert {hit.lesson_id for hit in found.hits} == {"why", "what"}
    assert found.read_as == "officer"
    assert queries.search(session, "favor", "en").read_as == "favour"
    assert not queries.search(session, "qwrtzpf", "en").hits


@pytest.mark.usefixtures("_published")
def test_where_nothing_says_all_words_what_says_some_is_given(session: Session) -> None:
    found = queries.search(session, "officer elephants", "en")
    assert found.some
    assert [hit.lesson_id for hit in found.hits] == ["why"]


@pytest.mark.usefixtures("_published")
def test_a_course_not_offered_in_the_language_is_found_in_its_own(session: Session) -> None:
    found = queries.search(session, "closed list", "ko")
    assert [(hit.lesson_id, hit.title.language) for hit in found.hits] == [("why", "en")]
    offered = queries.search(session, "closed list", "es")
    assert {hit.title.language for hit in offered.hits} <= {"es"}


@pytest.mark.usefixtures("_published")
def test_filters_leave_the_courses_about_it(session: Session) -> None:
    for fits in (
        Filters(right="housing"),
        Filters(sdg="11.1", language="ar"),
        Filters(instrument="udhr"),
    ):
        assert places(session, "favour", "en", filters=fits) == ["what"]
        assert queries.courses_left(session, fits) == {"small"}
    for other in (Filters(right="water-sanitation"), Filters(right="housing", language="fr")):
        assert places(session, "favour", "en", filters=other) == []
        assert queries.courses_left(session, other) == frozenset()


@pytest.mark.usefixtures("_published")
def test_the_name_of_a_topic_finds_the_courses_about_it(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    for typed in ("housing", "SDG 11.1"):
        answer = client.get("/api/v1/search", query_string={"q": typed}).get_json()
        assert [item["course"] for item in answer["items"]] == ["small"], typed
    spanish = client.get("/api/v1/search", query_string={"q": "vivienda", "lang": "es"})
    assert [item["language"] for item in spanish.get_json()["items"]] == ["es"]


@pytest.mark.usefixtures("_published")
def test_the_api_says_what_fits_where(client: FlaskClient, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.learner)
    answer = client.get("/api/v1/search", query_string={"q": "closed"}).get_json()
    assert answer == {
        "items": [
            {
                "course": "small",
                "code": "T1",
                "course_title": "Rights in small",
                "lesson": "why",
                "title": "Why the counter matters",
                "language": "en",
                "excerpt": [
                    {"text": "A ", "wanted": False},
                    {"text": "closed", "wanted": True},
                    {"text": " list", "wanted": False},
                ],
            }
        ],
        "read_as": None,
        "some": False,
    }
    assert client.get("/api/v1/search").status_code == 422
    wrong = client.get("/api/v1/search", query_string={"q": "x", "right": "flying"})
    assert wrong.status_code == 422


@pytest.mark.usefixtures("_published")
def test_the_page_leads_a_learner_to_the_lesson_and_others_to_the_course(
    client: FlaskClient, cast: Cast, sign_in: SignIn, session: Session
) -> None:
    sign_in(client, cast.learner)
    page = client.get("/courses", query_string={"q": "closed"}).get_data(as_text=True)
    assert "<mark>closed</mark>" in page
    assert 'href="/courses/small"' in page
    enrol(session, person_id=cast.learner.id, slug="small", now=NOW)
    session.commit()
    page = client.get("/courses", query_string={"q": "closed"}).get_data(as_text=True)
    assert "/lessons/why" in page


@pytest.mark.usefixtures("_published")
@pytest.mark.parametrize(
    "typed", ['<b>"', "'); DROP", "a AND OR NOT *", ":*A & |", "%%", "ـــ", "🜁"]
)
def test_nothing_that_is_typed_breaks_the_page_or_is_taken_for_more_than_words(
    client: FlaskClient, cast: Cast, sign_in: SignIn, typed: str
) -> None:
    sign_in(client, cast.learner)
    answer = client.get("/courses", query_string={"q": typed, "right": typed, "sdg": typed})
    assert answer.status_code == 200
    assert "<b>" not in answer.get_data(as_text=True).split("<main", 1)[1].split("<h3")[0]


@pytest.mark.usefixtures("_published")
def test_filters_without_words_narrow_the_list(
    client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.learner)
    page = client.get("/courses?right=housing&sdg=").get_data(as_text=True)
    assert "Rights in small" in page
    page = client.get("/courses?right=work").get_data(as_text=True)
    assert "Rights in small" not in page
    assert "No course fits" in page


@pytest.mark.usefixtures("_published")
def test_the_command_line_finds_and_makes_the_search_anew(
    cli: Callable[..., Result], session: Session
) -> None:
    assert cli("courses", "search", "closed").output == "T1 small/why: Why the counter matters\n"
    before = session.query(SearchEntry).count()
    done = cli("courses", "index")
    assert done.output == f"{before} courses and lessons can be found\n"
    assert cli("courses", "search", "clsoed").exit_code == 0
    nothing = cli("courses", "search", "qwrtzpf")
    assert nothing.exit_code == 1
    assert "Nothing says “qwrtzpf”" in nothing.output


def test_a_new_version_takes_the_place_of_the_old_one_in_the_search(session: Session) -> None:
    publish(session, pack=sound(edited(*ABOUT)), now=NOW)
    newer = edited("modules/duty/who.md", "The State has it", "The canton has it")
    newer["course.yaml"] = newer["course.yaml"].replace(b"version: 1", b"version: 2")
    publish(session, pack=sound(newer), now=NOW)
    session.commit()
    assert places(session, "canton", "en") == ["who"]
    assert places(session, "housing", "en") == []
    kinds = set(session.scalars(select(CourseTopic.kind)))
    assert kinds == {"language"}
    index_all(session)
    assert places(session, "canton", "en") == ["who"]


def test_a_course_published_before_there_was_a_search_is_found_after_publishing_it_again(
    session: Session,
) -> None:
    pack = sound(small_files())
    version = publish(session, pack=pack, now=NOW)
    forget(session, session.scalars(select(SearchEntry.id)).all())
    for table in (SearchEntry, SearchWord, CourseTopic):
        session.query(table).delete()
    assert places(session, "closed", "en") == []
    assert publish(session, pack=pack, now=NOW) is version
    assert places(session, "closed", "en") == ["why"]


def test_a_topic_that_is_not_known_is_a_fault() -> None:
    for old, new in (("udhr", "magna-carta"), ("11.1", "18.1"), ("housing", "flying")):
        found = read(edited(ABOUT[0], ABOUT[1], ABOUT[2].replace(old, new))).faults
        assert any(new in str(fault) and fault.line for fault in found), found


@pytest.mark.parametrize(
    ("typed", "language", "text"),
    [
        ("结论性意见", "zh", "委员会在结论性意见中提出建议。"),
        ("意见", "zh", "委员会在结论性意见中提出建议。"),
        ("최종견해", "ko", "위원회의 최종견해는 국가에 보내집니다."),
        ("заключительные замечания", "ru", "в заключительных замечаниях Комитета"),
        ("observações finais", "pt", "As observações finais do Comitê"),
        ("observation finale", "fr", "les observations finales du Comité"),
        ("ملاحظات ختامية", "ar", "تصدر اللجنة ملاحظاتها الختامية وبالملاحظات الختامية"),
    ],
)
def test_each_language_has_its_own_way_of_bending_words(
    session: Session, typed: str, language: str, text: str
) -> None:
    _one_entry(session, text, language)
    assert len(fitting(session, wanted(typed, language), every=True, titles=False)) == 1
    marked = [
        piece.text for piece in excerpt(text, wanted(typed, language), language) if piece.wanted
    ]
    assert marked


def test_a_korean_particle_does_not_hide_a_word(session: Session) -> None:
    _one_entry(session, "최종견해는 국가에 보내집니다.", "ko")
    (word,) = wanted("최종견해를", "ko")
    none = fitting(session, [word], every=True, titles=False)
    some = fitting(session, [trimmed(word)], every=True, titles=False)
    assert (len(none), len(some)) == (0, 1)


def _one_entry(session: Session, text: str, language: str) -> int:
    course = Course(slug=f"c-{language}", code="X")
    session.add(course)
    session.flush()
    entry = SearchEntry(course_id=course.id, language=language, lesson_id="", title="", text=text)
    session.add(entry)
    session.flush()
    keep(session, entry.id, [], tokens(words(text, language), language))
    return entry.id


ALPHABET = "abcé ñ-/'\"*:&|() 1ك ت ب 人权法国 인권 ж\n"
TEXTS = st.text(ALPHABET, max_size=24)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TEXTS, typed=TEXTS, language=st.sampled_from(["en", "ar", "zh", "ko", "fr"]))
@example(text="a-b", typed="ab", language="en")
def test_the_databases_find_what_a_slow_reading_finds(
    session: Session, text: str, typed: str, language: str
) -> None:
    sought = wanted(typed, language)
    if not sought:
        return
    savepoint = session.begin_nested()
    entry = _one_entry(session, text, language)
    found = fitting(session, sought, every=True, titles=False)
    savepoint.rollback()
    session.expire_all()
    assert bool(found) == _says(tokens(words(text, language), language), sought), entry


def _says(kept: list[str], sought: Any) -> bool:
    """Read token by token whether a text says every word."""
    return all(any(_here(kept[n:], word) for n in range(len(kept))) for word in sought)


def _here(rest: list[str], word: Any) -> bool:
    if word.phrase:
        *whole, last = word.tokens
        if rest[: len(whole)] != whole or len(rest) < len(word.tokens):
            return False
        end = rest[len(whole)]
        return end.startswith(last) if word.begins else end == last
    return any(rest[0].startswith(t) if word.begins else rest[0] == t for t in word.tokens)


def test_the_words_of_a_page_are_its_words_without_marks() -> None:
    html = (
        '<p id="b1">A <strong>right</strong> &amp; more <sup><a href="#src-x">1</a></sup>.</p>'
        '<ul><li id="b2">One</li><li id="b3">Two</li></ul><img src="x" alt="A desk">'
    )
    assert plain(html) == "A right & more.\nOne\nTwo\nA desk"


def test_an_excerpt_begins_and_ends_at_words() -> None:
    text = "word " * 60 + "needle " + "straw " * 60
    pieces = list(_texts(excerpt(text.strip(), wanted("needles", "en"), "en")))
    assert pieces[0] == "… "
    assert pieces[-1] == " …"
    assert "needle" in pieces
    assert len("".join(pieces)) < 250
    assert list(_texts(excerpt("short", wanted("nothing", "en"), "en"))) == ["short"]


def _texts(pieces: Any) -> Iterator[str]:
    return (piece.text for piece in pieces)


TYPED = {
    "en": ("concluding observations", "concluding observation"),
    "es": ("observaciones finales", "observacion final"),
    "fr": ("observations finales", "observation finale du comité"),
    "ar": ("الملاحظات الختامية", "ملاحظات ختاميه"),
    "zh": ("结论性意见", "委员会的结论性意见"),
    "ru": ("заключительные замечания", "заключительных замечаний"),
    "ko": ("최종견해", "최종견해를"),
    "pt": ("observações finais", "observacao final"),
}
"""What a clerk would type for what a committee writes in the end: by the book, and in passing."""


def test_the_lesson_on_concluding_observations_is_found_in_each_language(session: Session) -> None:
    publish(session, pack=real_course("un-mechanisms", *list(TYPED)[1:]), now=NOW)
    session.commit()
    for language, ways in TYPED.items():
        for typed in ways:
            found = queries.search(session, typed, language)
            assert found.hits[0].title.language == language, typed
            assert "report-to-follow-up" in [hit.lesson_id for hit in found.hits[:3]], typed
