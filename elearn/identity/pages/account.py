"""One's own account: language, time zone, password. The name comes from the employer."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import render_template, request
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import ElearnError
from elearn.identity.login import current_person, start_session
from elearn.identity.models import Person
from elearn.identity.pages.blueprint import blueprint
from elearn.identity.rules.passwords import MINIMUM, PasswordRefused
from elearn.identity.services import SignInRefused, change_password, set_preferences
from elearn.locales import CHOICE, LANGUAGES
from elearn.permissions import Permission, requires
from elearn.web.limits import limiter
from elearn.web.time import now

ZONES = tuple(
    sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    )
)


@blueprint.get("/account")
@requires(Permission.ACCOUNT)
def account() -> str:
    """Show what is known of the person and what they may change."""
    return page(done=request.args.get("done", ""))


@blueprint.post("/account")
@requires(Permission.ACCOUNT)
def change_account() -> Response | tuple[str, int]:
    """Keep language and time zone."""
    language, zone = request.form.get("language", ""), request.form.get("time_zone", "")
    errors = []
    if language and language not in LANGUAGES:
        errors.append(("language", gettext("Choose one of the languages in the list.")))
    if zone and zone not in ZONES:
        errors.append(("time_zone", gettext("Choose one of the time zones in the list.")))
    if errors:
        return page(errors), 422
    with transaction() as session:
        set_preferences(
            session,
            person_id=current_person().person_id,
            language=language or None,
            time_zone=zone or None,
        )
    response = redirect(f"{request.script_root}/account?done=preferences", 303)
    response.delete_cookie(CHOICE)  # a choice made on this device would hide the new one
    return response


@blueprint.get("/account/password")
@requires(Permission.ACCOUNT)
def password_again() -> Response:
    """Lead whoever reloads a refused password, or changes its language, back to the form."""
    return redirect(f"{request.script_root}/account")


@blueprint.post("/account/password")
@requires(Permission.ACCOUNT)
@limiter.limit("10 per 5 minutes")
def change_own_password() -> Response | tuple[str, int]:
    """Set a new password; sessions on other devices end, this one goes on."""
    sent = request.form
    try:
        with transaction() as session:
            person = change_password(
                session,
                person_id=current_person().person_id,
                current=sent.get("current", ""),
                password=sent.get("password", ""),
                now=now(),
            )
    except (SignInRefused, PasswordRefused) as refused:
        return page([field_of(refused)]), 422
    start_session(person)
    return redirect(f"{request.script_root}/account?done=password", 303)


def field_of(refused: ElearnError) -> tuple[str, str]:
    """Return the field an error belongs to, and its sentence."""
    field = "current" if isinstance(refused, SignInRefused) else "password"
    return field, refused.sentence(gettext)


def page(errors: list[tuple[str, str]] | None = None, done: str = "") -> str:
    """Return the page with what the database knows now."""
    return render_template(
        "identity/account.html",
        errors=errors or [],
        done=done,
        own=db.session.get_one(Person, current_person().person_id),
        zone_options=[("", gettext("That of your employer")), *((zone, zone) for zone in ZONES)],
        minimum=MINIMUM,
    )
