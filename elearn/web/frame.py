"""The header and footer of every page, rendered once per reader's kind and kept.

They hold a dozen translated sentences and nine links that are the same for everybody who speaks the
language and may do the same; rendering them anew cost more than the lesson they stand round. What
differs from request to request (this page's address, the token, the name) is put in afterwards.
"""

from __future__ import annotations

import secrets
from typing import Any

import flask_login
from flask import Flask, current_app, render_template, request
from markupsafe import Markup, escape

from elearn.locales import CHOICE, current_language
from elearn.permissions import Permission
from elearn.web.context import SIZE, text_size, this_page
from elearn.web.csrf import csrf_token

MARKED = frozenset(
    {
        "home.my_training",
        "home.people",
        "home.desk",
        "assessment.marking",
        "learning.courses",
        "certification.mine",
        "identity.people",
        "reporting.overview",
        "workshops.workshops",
    }
)
"""The pages that the main menu marks as the one being read."""

SHOWN = (
    Permission.REPORT_READ,
    Permission.PEOPLE_READ,
    Permission.COURSE_READ_DRAFT,
    Permission.ANSWER_MARK,
)
"""The permissions that add an entry to the main menu."""

MOST_KEPT = 512

PAGE, TOKEN, NAME, ISSUER = (secrets.token_hex(16) for _ in range(4))
"""Stand where each request's own text goes; no address, name or translation can know them."""


def header() -> Markup:
    """Return the header: the brand, the main menu, the languages, the way out."""
    person = flask_login.current_user
    signed_in = person.is_authenticated
    issuer = person.issuer_name(current_language()) if signed_in else ""
    allowed = tuple(p.value for p in SHOWN if signed_in and person.allows(p))
    here = request.endpoint if request.endpoint in MARKED else ""
    html = _kept(
        "header.html", signed_in=signed_in, allowed=allowed, here=here, issuer=bool(issuer)
    )
    html = html.replace(PAGE, str(escape(this_page(CHOICE)))).replace(ISSUER, str(escape(issuer)))
    return Markup(html.replace(TOKEN, csrf_token()) if signed_in else html)  # noqa: S704  # our own template; every part put in is escaped


def footer() -> Markup:
    """Return the footer: who is signed in, and the few pages that concern everyone."""
    person = flask_login.current_user
    signed_in = person.is_authenticated
    html = _kept("footer.html", signed_in=signed_in)
    name = str(escape(person.name)) if signed_in else ""
    return Markup(html.replace(NAME, name))  # noqa: S704  # our own template; the name is escaped


def sizes() -> Markup:
    """Return the three letters by which a lesson page changes its text size."""
    html = _kept("sizes.html", current=text_size())
    return Markup(html.replace(PAGE, str(escape(this_page(SIZE)))))  # noqa: S704  # our own template; the address is escaped


def _kept(template: str, **kind: Any) -> str:
    """Return a part rendered for this kind of reader in this language."""
    kept: dict[object, str] = current_app.extensions["frame"]
    key = (template, current_language(), *kind.values())
    html = kept.get(key)
    if html is None:
        own = {"page": PAGE, "token": TOKEN, "name": NAME, "issuer_text": ISSUER}
        html = render_template(template, **own, **kind)
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = html
    return html


def install(app: Flask) -> None:
    """Give templates the three parts."""
    app.extensions["frame"] = {}
    app.jinja_env.globals.update(header=header, footer=footer, sizes=sizes)
