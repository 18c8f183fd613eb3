"""The Flask-Login adapter: who is signed in, by session cookie or by bearer token.

Each request asks the database once; the answer carries roles, reach and home of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import flask_login
from flask import Flask, Request, request, session

from elearn.database import db
from elearn.errors import N_, Unauthenticated
from elearn.identity.models import Person
from elearn.identity.queries.signed_in import SignedInRow, rows_by_session, rows_by_token
from elearn.identity.rules import RoleHeld, Scope, scope_of
from elearn.identity.services.tokens import digest_of
from elearn.permissions import EVERYONE, GRANTED, Permission, Role
from elearn.web import time

BEARER = "bearer "


class TokenRefused(Unauthenticated):
    """The bearer token was never issued, has expired or was revoked."""

    code = "token-refused"


@dataclass(frozen=True)
class SignedIn:
    """The person of this request; the same for one who came by cookie and one who came by token."""

    person_id: int
    public_id: str
    name: str
    language: str | None
    """The language of the profile, if any."""
    time_zone: str
    """The person's own, else the employer's."""
    organisation_id: int
    organisation_code: str
    organisation_names: dict[str, str]
    organisation_language: str
    organisation_time_zone: str
    """The zone in which a day of duty ends."""
    roles: tuple[RoleHeld, ...]
    home_path: str
    """The path of the unit the person works in now, or an empty text."""
    session_id: str

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the session cookie keeps: the public id and the epoch of the sessions."""
        return self.session_id

    def allows(self, permission: Permission | str) -> bool:
        """Return whether the person may do this somewhere; where, is the matter of `scope`."""
        return permission in EVERYONE or any(
            permission in GRANTED[held.role] for held in self.roles
        )

    def scope(self, permission: Permission | str) -> Scope:
        """Return the organisations in which the person may do this."""
        return scope_of(self.roles, Permission(permission))

    def issuer_name(self, language: str) -> str:
        """Return the name of the employer, in the language or else in the employer's own."""
        names = self.organisation_names
        return names.get(language) or names.get(self.organisation_language) or ""


def current_person() -> SignedIn:
    """Return the person of this request, or raise Unauthenticated."""
    user = flask_login.current_user
    if not user.is_authenticated:
        raise Unauthenticated(N_("Sign in first, or send a valid token."))
    return cast("SignedIn", user)


def reader_scope(permission: Permission) -> Scope:
    """Return where whoever makes this request may do this: nowhere, for one who is not signed in.

    For doors that are open to everyone and show some people more.
    """
    user = flask_login.current_user
    return cast("SignedIn", user).scope(permission) if user.is_authenticated else Scope()


def start_session(person: Person) -> None:
    """Begin a new session for the person; nothing of the one before is kept."""
    session.clear()
    session["_user_id"] = f"{person.public_id}.{person.session_epoch}"
    session["_fresh"] = True


def end_session() -> None:
    """Forget who was signed in on this device."""
    session.clear()


def bearer_token(asked: Request) -> str | None:
    """Return the bearer token of a request, or None where it carries none."""
    header = asked.headers.get("Authorization", "")
    if not header.lower().startswith(BEARER):
        return None
    return header[len(BEARER) :].strip()


def signed_in(rows: list[SignedInRow], now: datetime) -> SignedIn:
    """Return the person that the rows of `queries.signed_in` tell of; there is at least one."""
    first = rows[0]
    roles = {
        RoleHeld(Role(row.role), row.role_organisation_id, row.role_path)
        for row in rows
        if row.role and row.role_organisation_id and row.role_path
    }
    return SignedIn(
        person_id=first.person_id,
        public_id=first.public_id,
        name=first.name,
        language=first.language,
        time_zone=first.time_zone or first.organisation_zone,
        organisation_id=first.organisation_id,
        organisation_code=first.organisation_code,
        organisation_names=first.organisation_names,
        organisation_language=first.organisation_language,
        organisation_time_zone=first.organisation_zone,
        roles=tuple(sorted(roles, key=lambda held: (held.role, held.organisation_path))),
        home_path=_home(rows, now),
        session_id=f"{first.public_id}.{first.session_epoch}",
    )


def _home(rows: list[SignedInRow], now: datetime) -> str:
    today = time.today(now, rows[0].organisation_zone)
    running = [
        (row.starts_on, row.unit_path)
        for row in rows
        if row.starts_on
        and row.unit_path
        and row.starts_on <= today
        and (row.ends_on is None or row.ends_on >= today)
    ]
    return max(running)[1] if running else ""


def load_by_token(asked: Request) -> SignedIn | None:
    """Return whom the bearer token belongs to, or None; `refuse_dead_tokens` says so."""
    token = bearer_token(asked)
    if token is None:
        return None
    now = time.now()
    rows = rows_by_token(db.session(), digest_of(token), now)
    return signed_in(rows, now) if rows else None


def refuse_dead_tokens() -> None:
    """Raise TokenRefused for a token that is forged, expired or revoked, whatever was asked for.

    The loader cannot raise: the answer to an error asks for the language of the person again.
    """
    if bearer_token(request) is not None and not flask_login.current_user.is_authenticated:
        raise TokenRefused(
            N_("This token is not valid, or no longer: get a new one from POST /api/v1/tokens.")
        )


def load_by_session(session_id: str) -> SignedIn | None:
    """Return whose session this is, or None; a bearer token in the same request goes first."""
    if bearer_token(request) is not None:
        return load_by_token(request)
    public_id, _, epoch = session_id.partition(".")
    if not epoch.isdecimal():
        return None
    rows = rows_by_session(db.session(), public_id, int(epoch))
    return signed_in(rows, time.now()) if rows else None


def install(app: Flask) -> None:
    """Teach the application who is signed in."""
    manager: Any = flask_login.LoginManager()
    manager.session_protection = None  # a shared line changes addresses; the epoch ends sessions
    manager.user_loader(load_by_session)
    manager.request_loader(load_by_token)
    app.config["REMEMBER_COOKIE_NAME"] = ""  # no cookie has this name: only sessions let in
    manager.init_app(app)
    app.before_request(refuse_dead_tokens)
