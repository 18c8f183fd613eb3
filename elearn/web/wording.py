"""The words of templates: gettext without the questions Flask-Babel asks anew for every sentence.

A page holds dozens of sentences in one language. Here the catalogue is read once per process and
chosen once per request; what Jinja does with a sentence (escaping, placeholders) stays as it is.
"""

from __future__ import annotations

from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g

from elearn.locales import LANGUAGES, current_language


def install(app: Flask) -> None:
    """Let templates take their words from the catalogues that `locales.install` has named."""
    folder = app.config["BABEL_TRANSLATION_DIRECTORIES"]
    catalogues: dict[str, NullTranslations] = {
        language: Translations.load(folder, [language]) for language in LANGUAGES
    }

    def words() -> NullTranslations:
        """Return the catalogue of the request, looked up once."""
        found: NullTranslations | None = g.get("words")
        if found is None:
            found = g.words = catalogues[current_language()]
        return found

    environment: Any = app.jinja_env
    environment.install_gettext_callables(
        lambda *asked: words().ugettext(*asked),
        lambda *asked: words().ungettext(*asked),
        newstyle=True,
        pgettext=lambda *asked: words().upgettext(*asked),
        npgettext=lambda *asked: words().unpgettext(*asked),
    )
    environment.globals["_"] = environment.globals["gettext"]
