"""What every template knows: the person, the language and the ways to change it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import flask_login
from flask import Flask, Response, request
from flask_babel import gettext

from elearn.locales import CHOICE, ENDONYMS, YEAR, current_language, direction
from elearn.web.csrf import csrf_token

SIZE = "text"
"""The name of the query parameter and of the cookie that carry a text size."""

TEXT_SIZES = ("1", "2", "3")
LANGUAGE_LIST = tuple(ENDONYMS.items())


def lang_url(code: str) -> str:
    """Return the address of this very page in another language."""
    return this_page(CHOICE) + code


def this_page(parameter: str) -> str:
    """Return the address of this page up to where the value of one parameter goes."""
    rest = [(key, value) for key, value in request.args.items(multi=True) if key != parameter]
    query = f"{urlencode(rest)}&" if rest else ""
    return f"{request.path}?{query}{parameter}="


def text_size() -> str:
    """Return the text size this device has chosen: 1, 2 or 3."""
    for choice in (request.args.get(SIZE), request.cookies.get(SIZE)):
        if choice in TEXT_SIZES:
            return str(choice)
    return TEXT_SIZES[0]


def remember_text_size(response: Response) -> Response:
    """Keep a text size chosen by `?text=` on the device."""
    chosen = request.args.get(SIZE)
    if chosen in TEXT_SIZES and request.cookies.get(SIZE) != chosen:
        response.set_cookie(SIZE, str(chosen), max_age=YEAR, httponly=True, samesite="Lax")
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
        "text_size": text_size(),
        "service_name": gettext("Human rights training"),
        "issuer_name": person.issuer_name(language) if person else "",
        "csrf_token": csrf_token,
    }


def install(app: Flask) -> None:
    """Give every template the common variables."""
    app.context_processor(common)
    app.after_request(remember_text_size)
