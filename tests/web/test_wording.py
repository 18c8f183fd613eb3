"""The words of templates come from the catalogue of the request's language, whole and escaped."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template_string

from elearn import locales
from elearn.web import wording

SENTENCES = """{{ _("Sign in") }}|{{ _("Hello %(name)s", name="<b>") }}|\
{{ ngettext("%(count)s day", "%(count)s days", 3, count=3) }}|{{ pgettext("a place", "Desk") }}"""


def app_with(folder: Path) -> Flask:
    catalogue = Catalog(locale="es")
    catalogue.add("Sign in", "Iniciar sesión")
    catalogue.add("Hello %(name)s", "Hola, %(name)s")
    catalogue.add(("%(count)s day", "%(count)s days"), ("%(count)s día", "%(count)s días"))
    catalogue.add("Desk", "Mesa", context="a place")
    target = folder / "es" / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    app = Flask("words")
    locales.install(app, str(folder))
    wording.install(app)
    app.add_url_rule("/", "page", lambda: render_template_string(SENTENCES))
    return app


def test_a_page_speaks_the_language_that_was_asked_for(tmp_path: Path) -> None:
    client = app_with(tmp_path).test_client()
    assert client.get("/?lang=es").text == "Iniciar sesión|Hola, &lt;b&gt;|3 días|Mesa"


def test_the_next_page_may_speak_another_and_untranslated_words_stay(tmp_path: Path) -> None:
    client = app_with(tmp_path).test_client()
    client.get("/?lang=es")
    assert client.get("/?lang=ko").text == "Sign in|Hello &lt;b&gt;|3 days|Desk"
