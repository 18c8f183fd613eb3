"""The doors: every request is checked here against the mark its view carries.

A view without a mark is closed to everyone, and `unmarked` lets the build find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import flask_login
from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.errors import N_, Forbidden, Unauthenticated
from elearn.permissions import PUBLIC, Permission, Public
from elearn.web.csrf import check_csrf


class UnmarkedDoor(Exception):
    """A view says neither which permission it needs nor that it is public."""


def door_of(view: Any, method: str) -> Permission | Public | None:
    """Return the mark of a view for a method, or None where it carries none."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        handler = getattr(view_class, method.lower(), None)
        if handler is None and method == "HEAD":
            handler = getattr(view_class, "get", None)
        return getattr(handler, "__door__", None) or getattr(view_class, "__door__", None)
    return getattr(view, "__door__", None)


def doors(app: Flask) -> Iterator[tuple[str, str, str, Permission | Public | None]]:
    """Yield (rule, method, endpoint, mark) for every door of the application."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.rule, method, rule.endpoint, door_of(view, method)


def guard() -> Response | None:
    """Let the request in, send a stranger to sign in, or raise Unauthenticated or Forbidden."""
    if request.endpoint is None or request.method == "OPTIONS":
        return None
    door = door_of(current_app.view_functions[request.endpoint], request.method)
    if door is None:
        raise UnmarkedDoor(request.endpoint)
    if door is not PUBLIC:
        user = flask_login.current_user
        if not user.is_authenticated:
            if request.path.startswith("/api/") or request.method != "GET":
                raise Unauthenticated(N_("Sign in first, or send a valid token."))
            return redirect(url_for("identity.sign_in", next=request.full_path.rstrip("?")))
        if not user.allows(door):
            raise Forbidden(N_("Your role does not include this."))
    check_csrf()
    return None


def install(app: Flask) -> None:
    """Check every request before its view."""
    app.before_request(guard)
