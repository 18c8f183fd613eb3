"""The text of a lesson as the page shows it, rendered once per version, lesson and language.

A published text never changes, so what is made of it is kept, within bounds, by the version's hash.
"""

from __future__ import annotations

from datetime import date

from flask import render_template
from markupsafe import Markup

from elearn.catalogue.rules import CompiledLesson, Outline, direction
from elearn.learning.schemas import dressed
from elearn.locales import day

MOST_KEPT = 1024
_kept: dict[tuple[str, str, str], Markup] = {}


def article(version: Outline, lesson: CompiledLesson, language: str) -> Markup:
    """Return title, text and sources of a lesson; `language` is that of this request."""
    key = (version.content_hash, lesson.id, language)
    html = _kept.get(key)
    if html is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        html = _kept[key] = Markup(  # noqa: S704  # our own template; the catalogue cleans the text
            render_template(
                "learning/article.html",
                lesson=lesson,
                html=Markup(dressed(lesson.html, language, version.source_language)),  # noqa: S704  # the same
                text_direction=direction(lesson.language),
                sources=[
                    (source, day(date.fromisoformat(source.checked_on), language))
                    if source.checked_on
                    else (source, None)
                    for source in lesson.references
                ],
            )
        )
    return html
