"""The main part of a lesson page, rendered once and kept.

It is the same for everybody who reads the lesson of that version in that language and text size;
what differs, the enrolment and the token, is put in afterwards. A published text never changes, so
what is kept by its hash stays true; a new process begins anew.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from flask import render_template
from markupsafe import Markup

from elearn.catalogue.rules import CompiledLesson, Outline, Text, direction
from elearn.learning.pages.addresses import step_url
from elearn.learning.rules import Step, neighbours
from elearn.learning.schemas import dressed
from elearn.locales import day

MOST_KEPT = 1024
EID, TOKEN = secrets.token_hex(16), secrets.token_hex(16)
"""Stand where each request's own values go; no content can know them."""

_kept: dict[LessonKey, str] = {}


@dataclass(frozen=True, slots=True)
class LessonKey:
    """Everything that the main part of a lesson page depends on."""

    content_hash: str
    lesson_id: str
    language: str
    """The language of this request."""
    text_size: str
    is_read: bool


def main_part(
    key: LessonKey, version: Outline, lesson: CompiledLesson, *, eid: str, token: str
) -> Markup:
    """Return the main part of a lesson page for one enrolment and one request."""
    html = _kept.get(key)
    if html is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        html = _kept[key] = _rendered(key, version, lesson)
    return Markup(html.replace(EID, eid).replace(TOKEN, token))  # noqa: S704  # both are our own hex


def _rendered(key: LessonKey, version: Outline, lesson: CompiledLesson) -> str:
    before, after = neighbours(version, Step("lesson", lesson.id))
    html = dressed(lesson.html, key.language, version.source_language)
    return render_template(
        "learning/lesson_main.html",
        eid=EID,
        token=TOKEN,
        lesson=lesson,
        html=Markup(html),  # noqa: S704  # cleaned when the course was published
        text_direction=direction(lesson.language),
        text_size=key.text_size,
        text_url="?text={}".format,
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
