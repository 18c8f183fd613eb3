"""What every template knows: the person, the language and the ways to change it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import flask_login
from flask import Flask, Response, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from elearn.locales import CHOICE, ENDONYMS, LANGUAGES, YEAR, current_language, direction
from elearn.web.csrf import csrf_token

TEXT_SIZES = ("1", "2", "3")
LANGUAGE_LIST = tuple((code, ENDONYMS[code]) for code in LANGUAGES)


def lang_url(code: str) -> str:
    """Return the address of this very page in another language."""
    return same_page(CHOICE, code)


def text_url(size: str) -> str:
    """Return the address of this very page in another text size."""
    return same_page("text", size)


def same_page(name: str, value: str) -> str:
    """Return the path and query of this request with one parameter set."""
    arguments = MultiDict(request.args)
    arguments[name] = value
    return f"{request.path}?{urlencode(list(arguments.items(multi=True)))}"


def text_size() -> str:
    """Return the text size this device has chosen: 1, 2 or 3."""
    for choice in (request.args.get("text"), request.cookies.get("text")):
        if choice in TEXT_SIZES:
            return str(choice)
    return TEXT_SIZES[0]


def remember_text_size(response: Response) -> Response:
    """Keep a text size chosen by `?text=` on the device."""
    chosen = request.args.get("text")
    if chosen in TEXT_SIZES and request.cookies.get("text") != chosen:
        response.set_cookie("text", str(chosen), max_age=YEAR, httponly=True, samesite="Lax")
    return response


def common() -> dict[str, Any]:
    """Return the variables of every template."""
    user = flask_login.current_user
    person = user if user.is_authenticated else None
    language = current_language()
    return {
        "person": person,
        "lang": language,
        "dir": direction(language),
        "languages": LANGUAGE_LIST,
        "lang_url": lang_url,
        "text_url": text_url,
        "text_size": text_size(),
        "service_name": gettext("Human rights training"),
        "issuer_name": person.issuer_name(language) if person else "",
        "csrf_token": csrf_token,
    }


def install(app: Flask) -> None:
    """Give every template the common variables."""
    app.context_processor(common)
    app.after_request(remember_text_size)
