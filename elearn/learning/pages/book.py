"""A whole course in one piece, to print or to keep: as one page, and as a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Response, render_template, request
from flask_babel import gettext, ngettext
from markupsafe import Markup

from elearn.catalogue.formats.book import (
    Book,
    BookLesson,
    BookModule,
    book_pdf,
    in_one_piece,
    pictures_in,
)
from elearn.catalogue.queries import (
    latest_version,
    lesson_text,
    media_by_digest,
    outline,
)
from elearn.catalogue.queries.cache import Kept
from elearn.catalogue.rules import CompiledLesson, Local, Outline, direction, filled, places_in
from elearn.database import db
from elearn.identity.login import current_person
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.pages.local import said_in
from elearn.learning.queries import current_enrolment, progress
from elearn.learning.schemas import dressed, placed
from elearn.locales import current_language, day, number
from elearn.permissions import Permission, requires

Lessons = dict[str, CompiledLesson]

BOOKS: Kept[bytes] = Kept(8)
"""Finished PDFs by everything they depend on: making one takes a second or two."""


@blueprint.get("/courses/<slug>/print")
@requires(Permission.LEARN)
def print_page(slug: str) -> str:
    """Show every lesson of a course on one page that prints well."""
    version = _version(slug)
    texts = _lessons(version)
    book = _book(version, texts, _local(texts))
    pieces = {
        lesson.id: Markup(in_one_piece(lesson))  # noqa: S704  # cleaned when it was published
        for module in book.modules
        for lesson in module.lessons
    }
    return render_template("learning/print.html", book=book, outline=version, pieces=pieces)


@blueprint.get("/courses/<slug>/book.pdf")
@requires(Permission.LEARN)
def book(slug: str) -> Response:
    """Send the course as a PDF in the reader's language."""
    session, language = db.session(), current_language()
    version = _version(slug)
    texts = _lessons(version)
    local = _local(texts)
    published = latest_version(session, slug).published_at
    key = (version.content_hash, language, local)

    def make() -> bytes:
        found = _book(version, texts, local)
        pictures = media_by_digest(session, pictures_in(found))
        return book_pdf(found, pictures, at=published)

    answer = Response(BOOKS.get(key, make), content_type="application/pdf")
    name = f"{version.slug}-{version.version}-{version.language(language)}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.cache_control.private = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _version(slug: str) -> Outline:
    """Return the version the reader is enrolled in, else the latest."""
    session = db.session()
    latest = latest_version(session, slug)
    enrolment = current_enrolment(session, current_person().person_id, latest.course_id)
    if enrolment:
        return progress(session, enrolment).outline
    return outline(session, latest.id, latest.content_hash)


def _lessons(version: Outline) -> Lessons:
    session, language = db.session(), current_language()
    return {
        lesson.id: lesson_text(session, version, lesson.id, language) for lesson in version.lessons
    }


def _local(texts: Lessons) -> tuple[Local, ...]:
    """Return what the reader's organisation says in the places of the whole course."""
    return said_in(sorted({place for text in texts.values() for place in places_in(text.html)}))


def _book(version: Outline, texts: Lessons, local: Sequence[Local]) -> Book:
    language = current_language()
    shown = version.language(language)
    own = {said.place: placed(said) for said in local}
    return Book(
        language=shown,
        direction=direction(shown),
        title=version.text(language, "course.title"),
        summary=version.text(language, "course.summary"),
        facts=(
            gettext("Version %(number)s", number=number(version.version)),
            ngettext(
                "%(count)s minute on screen",
                "%(count)s minutes on screen",
                version.minutes,
                count=number(version.minutes),
            ),
            version.licence,
        ),
        modules=tuple(
            BookModule(
                version.text(language, f"module.{module.id}.title"),
                tuple(
                    BookLesson(
                        id=lesson.id,
                        title=texts[lesson.id].title,
                        html=dressed(
                            filled(texts[lesson.id].html, own), language, version.source_language
                        ),
                        sources=tuple(_sources(texts[lesson.id], language)),
                    )
                    for lesson in module.lessons
                ),
            )
            for module in version.modules
        ),
        words={"contents": gettext("Contents"), "sources": gettext("Sources")},
    )


def _sources(lesson: CompiledLesson, language: str) -> Sequence[str]:
    lines = []
    for each in lesson.references:
        line = f"{number(each.n)}. {each.title.text}, {each.reference.text}"
        if each.locators:
            line += f" ({'; '.join(each.locators)})"
        if each.checked_on:
            checked = day(date.fromisoformat(each.checked_on), language)
            line += f". {gettext('Checked on %(day)s.', day=checked)}"
        lines.append(line)
    return lines
