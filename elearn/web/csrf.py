"""Protection against forged requests: a secret of the session, masked anew for every page.

The mask keeps a compressed page from giving the secret away byte by byte (the BREACH attack).
"""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, request, session

from elearn.errors import N_, Invalid

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
BEARER = "bearer "
SIZE = 16


class ForgedRequest(Invalid):
    """The request carries no token of this session."""

    status = 400
    code = "csrf"


def csrf_token() -> str:
    """Return a token for a form of this page, different each time, valid for the session."""
    if FIELD not in session:
        session[FIELD] = secrets.token_hex(SIZE)
    secret = bytes.fromhex(session[FIELD])
    mask = secrets.token_bytes(SIZE)
    return (mask + _xor(secret, mask)).hex()


def check_csrf() -> None:
    """Raise ForgedRequest unless an unsafe request proves that it comes from our own page.

    A request with a bearer token carries no cookie's authority, so it needs no such proof. Any
    other kind of authorization is none here, and the cookie's would count.
    """
    if request.method in SAFE_METHODS or request.headers.get(
        "Authorization", ""
    ).lower().startswith(BEARER):
        return
    if request.path.startswith("/api/") and "session" not in request.cookies:
        return
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not _matches(sent, session.get(FIELD, "")):
        raise ForgedRequest(
            N_("This page has been open too long. Go back, load it again and repeat the step.")
        )


def _matches(sent: str, kept: str) -> bool:
    try:
        raw = bytes.fromhex(sent)
    except ValueError:
        return False
    if len(raw) != 2 * SIZE or not kept:
        return False
    return hmac.compare_digest(_xor(raw[SIZE:], raw[:SIZE]), bytes.fromhex(kept))


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def install(app: Flask) -> None:
    """Give templates the token; the doors check it before every view."""
    app.jinja_env.globals["csrf_token"] = csrf_token
