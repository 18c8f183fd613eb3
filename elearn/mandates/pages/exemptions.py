"""Who is excused from what: the list, the form that excuses, and taking it back."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.database import transaction
from elearn.errors import ElearnError, NotOneself
from elearn.identity.queries import PersonNotFound
from elearn.locales import current_language
from elearn.mandates.pages import vocabulary, words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.forms import day_typed, desk_at, person_typed
from elearn.mandates.queries import Excusing, excusing
from elearn.mandates.services import excuse, open_exemptions, revoke_exemption
from elearn.mandates.services.decide import DatesUnfit, ReasonUnknown
from elearn.permissions import Permission, requires

FIELDS = ("who", "duty", "reason", "starts_on", "ends_on", "note")
WHOLE = "*"
"""Stands in the form for every requirement of a charter."""


@blueprint.get("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
def exemptions(code: str) -> str:
    """List who is excused from what, until when; the reading is entered in the audit trail."""
    return _page(code, saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/exemptions")
@requires(Permission.EXEMPTION_GRANT)
def grant_exemption(code: str) -> Response | tuple[str, int]:
    """Excuse a person, or say what is missing and keep what was typed."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    days = {name: day_typed(typed[name]) for name in ("starts_on", "ends_on")}
    errors = _unclear(typed, days)
    if errors:
        return _page(code, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    charter, _, requirement = typed["duty"].partition("/")
    try:
        with transaction() as session:
            desk = desk_at(session, code)
            excuse(
                session,
                scope=desk.scope,
                person_public_id=person_typed(session, desk, typed["who"]),
                charter=charter,
                requirement=None if requirement == WHOLE else requirement,
                reason=typed["reason"],
                starts_on=days["starts_on"] or desk.on,
                ends_on=days["ends_on"] or desk.on,
                note=typed["note"],
                approved_by=desk.by,
                now=desk.now,
                on=desk.on,
            )
    except (PersonNotFound, NotOneself) as error:
        return _refused(code, typed, "who", error)
    except DatesUnfit as error:
        return _refused(code, typed, "ends_on", error)
    except ReasonUnknown as error:
        return _refused(code, typed, "reason", error)
    return redirect(url_for("mandates.exemptions", code=code, saved=1), 303)


@blueprint.post("/organisations/<code>/exemptions/<exemption_id>/revocation")
@requires(Permission.EXEMPTION_GRANT)
def revoke(code: str, exemption_id: str) -> Response:
    """Take an exemption back, from now on."""
    with transaction() as session:
        desk = desk_at(session, code)
        revoke_exemption(
            session,
            scope=desk.scope,
            public_id=exemption_id,
            now=desk.now,
            on=desk.on,
            revoked_by=desk.by,
        )
    return redirect(url_for("mandates.exemptions", code=code, saved=1), 303)


def _unclear(typed: dict[str, str], days: dict[str, date | None]) -> list[tuple[str, str]]:
    """Return what cannot be understood, by field."""
    sentences = {
        "who": (bool(typed["who"]), gettext("Give a staff number or user name.")),
        "duty": ("/" in typed["duty"], gettext("Choose what it is for.")),
        "reason": (typed["reason"] in vocabulary.EXEMPTION_REASONS, gettext("Choose a reason.")),
        "starts_on": (days["starts_on"] is not None, gettext("Give the first day.")),
        "ends_on": (
            days["ends_on"] is not None,
            gettext("Give the last day: every exemption has an end."),
        ),
    }
    return [(name, sentence) for name, (is_there, sentence) in sentences.items() if not is_there]


def _refused(code: str, typed: dict[str, str], field: str, error: ElearnError) -> tuple[str, int]:
    page = _page(code, typed, [(field, error.sentence(gettext))])
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _page(
    code: str,
    typed: dict[str, str] | None = None,
    errors: list[tuple[str, str]] | None = None,
    *,
    saved: bool = False,
) -> str:
    with transaction() as session:
        desk = desk_at(session, code)
        found = open_exemptions(
            session, reader_id=desk.by, place=desk.place, now=desk.now, on=desk.on
        )
        possible = excusing(session, desk.place.path)
    return render_template(
        "mandates/exemptions.html",
        organisation=desk.place,
        place=desk.place.name(current_language()),
        rows=[
            {
                "found": each,
                "reason": gettext(vocabulary.EXEMPTION_REASONS[each.reason]),
                "over": each.ends_on < desk.on,
            }
            for each in found
        ],
        typed=typed or {},
        errors=errors or [],
        saved=saved,
        duties=_duties(possible),
        reasons=_reasons(possible),
    )


def _duties(possible: list[Excusing]) -> list[tuple[str, str]]:
    """Return what an exemption can be for: each charter as a whole, then its requirements."""
    found: dict[str, str] = {}
    for each in possible:
        title = words.words(each.titles, each.language_of_record).text
        found.setdefault(
            f"{each.charter}/{WHOLE}", gettext("%(charter)s, all duties", charter=title)
        )
        found[f"{each.charter}/{each.requirement}"] = gettext(
            "%(charter)s, %(requirement)s", charter=title, requirement=each.requirement
        )
    return list(found.items())


def _reasons(possible: list[Excusing]) -> list[tuple[str, str]]:
    """Return the reasons that any of the charters knows, in the order of the vocabulary."""
    known: dict[str, Any] = {}
    for each in possible:
        known |= each.reasons
    return [
        (reason, gettext(text))
        for reason, text in vocabulary.EXEMPTION_REASONS.items()
        if reason in known
    ]
