"""A published version never changes, and can be given back as it came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from elearn.catalogue import queries
from elearn.catalogue.formats.canonical import content_hash, question_hash
from elearn.catalogue.formats.compile import compile_pack
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.queries.assessments import ASSESSMENTS
from elearn.catalogue.queries.cache import Kept
from elearn.catalogue.queries.lessons import LESSONS
from elearn.catalogue.queries.outlines import OUTLINES
from elearn.catalogue.rules import Draw, Text
from elearn.catalogue.services import (
    FolderNotEmpty,
    PublishedAlready,
    VersionTooLow,
    export,
    publish,
)
from elearn.errors import Faults
from tests.catalogue.packs import SMALL, edited, read, small_files, sound
from tests.conftest import NOW

WHAT = "modules/counter/what.md"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    for kept in (OUTLINES, LESSONS, ASSESSMENTS):
        kept.clear()


def published(session: Session, pack: Pack | None = None) -> CourseVersion:
    version = publish(session, pack=pack or sound(small_files()), now=NOW)
    session.commit()
    return version


def second() -> Pack:
    """Return the small pack as version 2."""
    return sound(edited("course.yaml", "version: 1", "version: 2"))


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Count what the session asks the database."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    yield asked
    event.remove(bind, "before_cursor_execute", note)


def test_the_same_pack_published_again_changes_nothing(session: Session) -> None:
    first = published(session)
    with statements(session) as asked:
        again = published(session)
    assert again.id == first.id
    assert not [each for each in asked if each.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_same_version_with_other_content_is_refused(session: Session) -> None:
    published(session)
    changed = sound(edited(WHAT, "What a person may claim.", "What anyone may claim."))
    with pytest.raises(PublishedAlready, match=r"raise “version” in course\.yaml to 2"):
        publish(session, pack=changed, now=NOW)


def test_a_lower_version_is_refused(session: Session) -> None:
    published(session, second())
    with pytest.raises(VersionTooLow, match=r"raise “version” in course\.yaml to 3"):
        publish(session, pack=sound(small_files()), now=NOW)


def test_a_pack_with_faults_is_refused_even_when_nobody_checked_it(session: Session) -> None:
    report = read(edited(WHAT, "![Two people at a counter]", "![]"))
    assert report.pack
    with pytest.raises(Faults):
        publish(session, pack=report.pack, now=NOW)
    assert queries.courses(session) == []


def test_a_new_version_leaves_the_former_as_it_was(session: Session) -> None:
    first = published(session)
    before = queries.outline(session, first.id)
    newer = published(session, second())
    assert queries.latest_version(session, "small").id == newer.id
    assert [version.version for version in queries.courses(session)] == [2]
    OUTLINES.clear()
    assert queries.outline(session, first.id) == before


def test_the_outline_tells_everything_but_the_words_at_length(session: Session) -> None:
    outline = queries.outline(session, published(session).id)
    assert (outline.slug, outline.code, outline.version) == ("small", "T1", 1)
    assert outline.languages == ("en", "es", "ar")
    assert [(each.id, each.position, each.outcomes) for each in outline.lessons] == [
        ("what", 1, ("lo1",)),
        ("why", 2, ("lo1",)),
        ("who", 3, ("lo2",)),
    ]
    assert [module.assessment for module in outline.modules] == ["counter-check", None]
    assert outline.completion.assessments == ("final",)
    final = outline.assessment("final")
    assert final is not None
    assert (final.items, final.attempts, final.pass_mark) == (2, 3, 0.8)
    assert outline.text("ar", "lesson.what.title") == Text("ما هو الحق", "ar")
    assert outline.text("ko", "lesson.what.title") == Text("What a right is", "en")
    assert outline.text("es", "source.udhr.title").text.startswith("Declaración")


def test_a_lesson_comes_back_as_it_was_compiled(session: Session) -> None:
    pack = sound(small_files())
    outline = queries.outline(session, published(session, pack).id)
    for compiled in compile_pack(pack).languages:
        for name, lesson in compiled.lessons.items():
            assert queries.lesson_text(session, outline, name, compiled.language) == lesson


def test_a_lesson_in_a_language_not_offered_is_the_source(session: Session) -> None:
    fuzzy = sound(edited("assessments/final.yaml", "What is a right?", "What is a human right?"))
    outline = queries.outline(session, published(session, fuzzy).id)
    assert outline.languages == ("en",)
    assert queries.lesson_text(session, outline, "what", "ar").language == "en"
    assert queries.lesson_text(session, outline, "what", "ko").language == "en"


def test_an_assessment_comes_with_its_pool_its_keys_and_whole_languages(session: Session) -> None:
    version = published(session)
    final = queries.assessment_definition(session, version.id, "final")
    assert [question.key for question in final.questions] == [
        "what-is-a-right",
        "who-can-claim",
        "who-has-duties",
    ]
    assert final.blueprint == (Draw("lo1", 1), Draw("lo2", 1))
    assert final.length == 2
    duties = final.question("who-has-duties")
    assert duties is not None
    assert [c["id"] for c in duties.body["choices"] if c["correct"]] == ["a", "b"]
    assert duties.text("ar").of("choices", "b") == "البلدية"
    assert duties.text("ko").language == "en"
    assert final.title("es") == Text("Prueba final", "es")


def test_what_is_not_there_is_not_found(session: Session) -> None:
    version = published(session)
    outline = queries.outline(session, version.id)
    with pytest.raises(queries.CourseNotFound):
        queries.latest_version(session, "large")
    with pytest.raises(queries.VersionNotFound):
        queries.version_of(session, "small", 7)
    with pytest.raises(queries.LessonNotFound):
        queries.lesson_text(session, outline, "where", "en")
    with pytest.raises(queries.AssessmentNotFound):
        queries.assessment_definition(session, version.id, "midterm")


def test_an_outline_costs_one_statement_and_none_when_its_hash_is_at_hand(
    session: Session,
) -> None:
    version = published(session)
    identity, digest = version.id, version.content_hash
    queries.outline(session, identity)
    session.expunge_all()
    session.connection()
    with statements(session) as asked:
        queries.outline(session, identity)
    assert len(asked) <= 1
    with statements(session) as asked:
        outline = queries.outline(session, identity, digest)
        queries.lesson_text(session, outline, "what", "ar")
        queries.assessment_definition(session, identity, "final", digest)
        queries.lesson_text(session, outline, "what", "ar")
        queries.assessment_definition(session, identity, "final", digest)
    lesson_and_assessment_once = 1 + 2
    assert len(asked) == lesson_and_assessment_once


def test_another_database_with_the_same_numbers_is_not_mistaken(session: Session) -> None:
    first = published(session)
    outline = queries.outline(session, first.id)
    elsewhere = replace(outline, content_hash="0" * 64)
    OUTLINES.get((first.id, elsewhere.content_hash), lambda: elsewhere)
    assert queries.outline(session, first.id) is outline


def test_what_is_kept_is_bounded() -> None:
    kept: Kept[int] = Kept(2)
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        kept.get(number, partial(make, number))
    assert made == [1, 2, 3, 2]


def test_an_export_checks_and_publishes_to_the_identical_hash(
    session: Session, tmp_path: Path
) -> None:
    version = published(session)
    folder = export(session, slug="small", version=1, target=tmp_path)
    assert folder == tmp_path / "small"
    report = read_pack(folder)
    assert report.faults == ()
    assert report.pack
    assert content_hash(report.pack) == version.content_hash
    assert published(session, report.pack).id == version.id
    for path, data in small_files().items():
        assert (folder / path).read_bytes() == data


def test_an_export_never_overwrites(session: Session, tmp_path: Path) -> None:
    published(session)
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        export(session, slug="small", version=None, target=tmp_path)
    assert [each.name for each in (tmp_path / "small").iterdir()] == ["mine.txt"]


def test_the_pack_of_the_tests_is_the_one_in_its_folder() -> None:
    assert read_pack(SMALL).pack is not None


def test_a_pack_of_the_first_release_is_still_known_by_its_hash(course_pack: Path) -> None:
    """What was published before there were other types must never look like something new."""
    pack = read_pack(course_pack).pack
    assert pack
    assert content_hash(pack) == (
        "546a9cd6b6f8255cc12d4c59bc5d7e7590963385b5fa5443c7d5104bddc7dfcd"
    )
    first = next(question for _, question in pack.questions())
    assert question_hash(first).startswith("86c6bc")
