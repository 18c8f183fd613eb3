"""The words of the interface that stand inside a lesson, put where the catalogue left room."""

from __future__ import annotations

from flask_babel import gettext
from markupsafe import escape

from elearn.catalogue.rules import Local, direction
from elearn.locales import endonym


def dressed(html: str, language: str, source_language: str) -> str:
    """Return a lesson's HTML with the labels of the interface in its comments' places.

    `language` must be the language of this request. Passages that fall back say so.
    """
    words = {
        "label:example": gettext("Worked example"),
        "label:case": gettext("Try a case"),
        "label:description": gettext("What the picture shows"),
        "label:sound": gettext("The sound alone"),
        "label:transcript": gettext("Transcript"),
    }
    for place, text in words.items():
        html = html.replace(f"<!--{place}-->", _in("span", language, text))
    falls_back = gettext(
        "This part is not translated yet. It is shown in: %(language)s.",
        language=endonym(source_language),
    )
    label = _in('p class="label"', language, falls_back)
    return html.replace("<!--fallback-label-->", label)


def placed(said: Local) -> str:
    """Return the HTML of a local text, marked with its language."""
    way = direction(said.language)
    return f'<div class="stack" lang="{said.language}" dir="{way}">{said.html}</div>'


def _in(tag: str, language: str, text: str) -> str:
    return f'<{tag} lang="{language}" dir="auto">{escape(text)}</{tag.split(maxsplit=1)[0]}>'
