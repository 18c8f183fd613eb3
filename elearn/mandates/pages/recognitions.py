"""Training done elsewhere: what was decided about it, the form that decides, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from elearn.database import transaction
from elearn.errors import ElearnError, NotOneself
from elearn.identity.models import Organisation
from elearn.identity.queries import PersonNotFound
from elearn.identity.rules import Scope
from elearn.locales import current_language
from elearn.mandates.formats import DocumentUnfit, fingerprint
from elearn.mandates.formats.document import LARGEST
from elearn.mandates.pages import vocabulary, words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.forms import (
    course_options,
    day_typed,
    desk_at,
    is_text,
    person_typed,
)
from elearn.mandates.queries import Recognised, age_limit, topics_within
from elearn.mandates.services import Elsewhere, open_recognitions, recognise, revoke_recognition
from elearn.mandates.services.decide import CourseUnknown, DatesUnfit, TooOld, TopicUnknown
from elearn.permissions import Permission, requires
from elearn.web import time

TEXTS = (
    "who",
    "title",
    "provider",
    "provider_name",
    "completed_on",
    "minutes",
    "live_minutes",
    "valid_until",
    "decision",
    "note",
)
MOST_MINUTES = 60_000
LONGEST = {"title": 300, "provider_name": 200, "note": 500}
FIELDS: dict[type[ElearnError], str] = {
    PersonNotFound: "who",
    NotOneself: "who",
    CourseUnknown: "courses",
    TopicUnknown: "topics",
    DocumentUnfit: "document",
    DatesUnfit: "completed_on",
    TooOld: "completed_on",
}
"""At which field each refusal is said."""
Typed = dict[str, Any]


@blueprint.get("/organisations/<code>/recognitions")
@requires(Permission.EXEMPTION_GRANT)
def recognitions(code: str) -> str:
    """List what was recognised or refused; the reading is entered in the audit trail."""
    return _page(code, saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/recognitions")
@requires(Permission.EXEMPTION_GRANT)
def decide_recognition(code: str) -> Response | tuple[str, int]:
    """Accept or refuse training done elsewhere, or say what is missing and keep what was typed."""
    typed: Typed = {name: request.form.get(name, "").strip() for name in TEXTS}
    typed |= {name: request.form.getlist(name) for name in ("courses", "topics")}
    errors = _unclear(typed)
    if errors:
        return _page(code, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            desk = desk_at(session, code)
            recognise(
                session,
                scope=desk.scope,
                person_public_id=person_typed(session, desk, typed["who"]),
                found=_elsewhere(typed, desk.on, _document()),
                accepted=typed["decision"] == "accepted",
                note=typed["note"],
                decided_by=desk.by,
                now=desk.now,
                on=desk.on,
            )
    except tuple(FIELDS) as error:
        errors = [(FIELDS[type(error)], error.sentence(gettext))]
        return _page(code, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("mandates.recognitions", code=code, saved=1), 303)


@blueprint.post("/organisations/<code>/recognitions/<recognition_id>/revocation")
@requires(Permission.EXEMPTION_GRANT)
def take_recognition_back(code: str, recognition_id: str) -> Response:
    """Take a recognition back, from now on."""
    with transaction() as session:
        desk = desk_at(session, code)
        revoke_recognition(
            session,
            scope=desk.scope,
            public_id=recognition_id,
            now=desk.now,
            on=desk.on,
            revoked_by=desk.by,
        )
    return redirect(url_for("mandates.recognitions", code=code, saved=1), 303)


def _elsewhere(typed: Typed, on: date, document_hash: str | None) -> Elsewhere:
    """Return the training that clear fields describe."""
    return Elsewhere(
        title=typed["title"],
        provider=typed["provider"],
        provider_name=typed["provider_name"],
        completed_on=day_typed(typed["completed_on"]) or on,
        minutes=_count(typed["minutes"]) or 0,
        live_minutes=_count(typed["live_minutes"] or "0") or 0,
        courses=typed["courses"],
        topics=typed["topics"],
        valid_until=day_typed(typed["valid_until"]),
        document_hash=document_hash,
    )


def _document() -> str | None:
    """Return the digest of the document that was sent along, if any; DocumentUnfit."""
    sent = request.files.get("document")
    if sent is None:
        return None
    with closing(sent):
        content = sent.stream.read(LARGEST + 1)
    return fingerprint(content) if content else None


def _count(typed: str) -> int | None:
    """Return the whole number of minutes that was typed, None for what is none."""
    whole = typed.isdecimal() and len(typed) <= len(str(MOST_MINUTES))
    return int(typed) if whole and int(typed) <= MOST_MINUTES else None


def _unclear(typed: Typed) -> list[tuple[str, str]]:
    """Return what cannot be understood, by field."""
    completed, until = day_typed(typed["completed_on"]), day_typed(typed["valid_until"])
    minutes, live = _count(typed["minutes"]), _count(typed["live_minutes"] or "0")
    fine: dict[str, tuple[bool, str]] = {
        "who": (bool(typed["who"]), gettext("Give a staff number or user name.")),
        "title": (
            is_text(typed["title"], LONGEST["title"]),
            gettext("Give the title, as the document has it."),
        ),
        "provider": (typed["provider"] in vocabulary.PROVIDERS, gettext("Choose who gave it.")),
        "provider_name": (
            is_text(typed["provider_name"], LONGEST["provider_name"]),
            gettext("Give the name of who gave it."),
        ),
        "completed_on": (completed is not None, gettext("Give the day of completion.")),
        "minutes": (bool(minutes), gettext("Give the minutes as a whole number, one at least.")),
        "live_minutes": (
            live is not None and live <= (minutes or MOST_MINUTES),
            gettext("Give the minutes together with others: not more than those in all."),
        ),
        "valid_until": (
            not typed["valid_until"] or (until is not None and until >= (completed or until)),
            gettext("Give a last day that is not before the day of completion, or leave it empty."),
        ),
        "decision": (
            typed["decision"] in {"accepted", "refused"},
            gettext("Say whether it counts."),
        ),
        "note": (
            not typed["note"] or is_text(typed["note"], LONGEST["note"]),
            gettext("Give the reason in at most 500 characters."),
        ),
    }
    return [(name, sentence) for name, (is_fine, sentence) in fine.items() if not is_fine]


def _page(
    code: str,
    typed: Typed | None = None,
    errors: list[tuple[str, str]] | None = None,
    *,
    saved: bool = False,
) -> str:
    with transaction() as session:
        desk = desk_at(session, code)
        place = desk.place
        found = open_recognitions(session, reader_id=desk.by, place=place, now=desk.now, on=desk.on)
        limit = age_limit(session, [place.path], desk.on)
        courses, topics = course_options(session), _topics(session, desk.scope)
    names = dict(courses)
    return render_template(
        "mandates/recognitions.html",
        organisation=place,
        place=place.name(current_language()),
        rows=[_row(each, place, names) for each in found],
        typed=typed or {},
        errors=errors or [],
        saved=saved,
        limit=None if limit is None else words.calendar_days(limit),
        courses=courses,
        topics=topics,
        providers=[(word, gettext(text)) for word, text in vocabulary.PROVIDERS.items()],
        megabytes=LARGEST // 1024**2,
    )


def _row(found: Recognised, place: Organisation, courses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "found": found,
        "provider": gettext(vocabulary.PROVIDERS[found.provider]),
        "courses": [courses.get(slug, slug) for slug in found.courses],
        "minutes": words.minutes(found.minutes),
        "live": words.minutes(found.live_minutes) if found.live_minutes else None,
        "decided_on": time.today(found.recorded_at, place.time_zone),
    }


def _topics(session: Session, scope: Scope) -> list[tuple[str, str]]:
    """Return the topics of the charters that bind people here, with their titles."""
    return [
        (each.code, words.words(each.titles, each.language_of_record).text)
        for each in topics_within(session, scope)
    ]
