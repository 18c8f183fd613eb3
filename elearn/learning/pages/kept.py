"""The page of a lesson, rendered once and kept.

It is the same for everybody who reads the lesson of that version in that language and text size;
what differs, the enrolment, the token, the header and the footer, is put in afterwards. A published
text never changes, so what is kept by its hash stays true; a new process begins anew.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from flask import render_template
from markupsafe import Markup

from elearn.catalogue.rules import CompiledLesson, Local, Outline, Text, direction, filled
from elearn.learning.pages.addresses import step_url
from elearn.learning.rules import Step, neighbours
from elearn.learning.schemas import dressed, placed
from elearn.locales import day
from elearn.web.frame import footer, header

MOST_KEPT = 1024
EID, TOKEN, HEADER, FOOTER = (secrets.token_hex(16) for _ in range(4))
"""Stand where each request's own values go; no content can know them."""

_kept: dict[LessonKey, str] = {}


@dataclass(frozen=True, slots=True)
class LessonKey:
    """Everything that a lesson page depends on, but for what is put in for each request."""

    content_hash: str
    lesson_id: str
    language: str
    """The language of this request."""
    text_size: str
    is_read: bool
    local: tuple[Local, ...] = ()
    """What the reader's organisation says in the places that the lesson leaves open."""


def page(key: LessonKey, version: Outline, lesson: CompiledLesson, *, eid: str, token: str) -> str:
    """Return the page of a lesson for one enrolment and one request."""
    html = _kept.get(key)
    if html is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        html = _kept[key] = _rendered(key, version, lesson)
    html = html.replace(EID, eid).replace(TOKEN, token)
    return html.replace(HEADER, header()).replace(FOOTER, footer())


def _rendered(key: LessonKey, version: Outline, lesson: CompiledLesson) -> str:
    """Return the page with the signs standing where each request's own values go."""
    return render_template(
        "learning/lesson.html",
        title=lesson.title.text,
        main=Markup(_main(key, version, lesson)),  # noqa: S704  # our own template
        header=lambda: HEADER,
        footer=lambda: FOOTER,
    )


def _main(key: LessonKey, version: Outline, lesson: CompiledLesson) -> str:
    before, after = neighbours(version, Step("lesson", lesson.id))
    local = {said.place: placed(said) for said in key.local}
    html = dressed(filled(lesson.html, local), key.language, version.source_language)
    return render_template(
        "learning/lesson_main.html",
        eid=EID,
        token=TOKEN,
        lesson=lesson,
        html=Markup(html),  # noqa: S704  # cleaned when the course was published
        text_direction=direction(lesson.language),
        text_size=key.text_size,
        is_read=key.is_read,
        place=version.lesson(lesson.id),
        of=len(version.lessons),
        course=version.text(key.language, "course.title"),
        slug=version.slug,
        previous=_link(version, before, key.language),
        next=_link(version, after, key.language),
        sources=[
            (source, day(date.fromisoformat(source.checked_on), key.language))
            if source.checked_on
            else (source, None)
            for source in lesson.references
        ],
    )


def _link(version: Outline, step: Step | None, language: str) -> tuple[str, Text] | None:
    address = step_url(EID, step)
    if step is None or address is None:
        return None
    return address, version.text(language, f"{step.kind}.{step.id}.title")
