"""Signing in and out: by user name or staff number, no e-mail address needed."""

from __future__ import annotations

import re

import flask_login
from flask import render_template, request
from flask_babel import gettext
from flask_limiter.util import get_remote_address
from sqlalchemy import select
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from elearn.database import db
from elearn.identity.login import end_session, start_session
from elearn.identity.models import Organisation
from elearn.identity.pages.blueprint import blueprint
from elearn.identity.rules.names import LONGEST_LOGIN, limit_key
from elearn.identity.services import SignInRefused, check_credentials
from elearn.locales import current_language
from elearn.permissions import public
from elearn.web.limits import limiter

SAFE_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
"""A path of this very site: one slash, then no second one, no backslash, no control signs."""


def safe_next(address: str | None) -> str:
    """Return where to go after signing in: the address if it is a path of ours, else the start."""
    if address and SAFE_PATH.fullmatch(address) and not address.startswith("/sign-"):
        return request.script_root + address
    return f"{request.script_root}/"


def asked_name() -> str:
    """Return the name somebody tries to sign in with, as the key of a limit."""
    key = limit_key(request.form.get("login", ""))
    return f"login:{key}" if key else str(get_remote_address())


@blueprint.get("/sign-in")
@public
def sign_in() -> str | Response:
    """Show the form, or go on for somebody who is signed in already."""
    if flask_login.current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")), 303)
    return form()


@blueprint.post("/sign-in")
@public
@limiter.limit("100 per minute")
@limiter.limit("10 per 5 minutes", key_func=asked_name, deduct_when=lambda r: r.status_code == 422)  # noqa: PLR2004  # only refusals count
def enter() -> Response | tuple[str, int]:
    """Check name and password, begin a new session and go where the person was going."""
    login = request.form.get("login", "")[:LONGEST_LOGIN]
    password = request.form.get("password", "")
    errors = []
    if not login.strip():
        errors.append(("login", gettext("Enter your user name or your staff number.")))
    if not password:
        errors.append(("password", gettext("Enter your password.")))
    if not errors:
        try:
            person = check_credentials(db.session(), login=login, password=password)
        except SignInRefused as refused:
            errors.append(("login", refused.sentence(gettext)))
    if errors:
        return form(errors, login), 422
    start_session(person)
    return redirect(safe_next(request.form.get("next")), 303)


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session on this device and show the form again."""
    end_session()
    return redirect(f"{request.script_root}/sign-in", 303)


def form(errors: list[tuple[str, str]] | None = None, login: str = "") -> str:
    """Return the page: whose service this is, in which languages, and how to get in."""
    roots = db.session.scalars(
        select(Organisation).where(Organisation.parent_id.is_(None)).order_by(Organisation.code)
    )
    language = current_language()
    return render_template(
        "identity/sign_in.html",
        errors=errors or [],
        login=login,
        next=request.values.get("next", ""),
        places=[organisation.name(language) for organisation in roots],
    )
