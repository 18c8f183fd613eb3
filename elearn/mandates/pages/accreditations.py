"""Which courses the charters of a place accredit: the list, and the form that adds to it."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import ElearnError
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.locales import current_language
from elearn.mandates.pages import words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.pages.bound import Errors, place_at, refused
from elearn.mandates.pages.forms import course_options, is_text, our_day_typed
from elearn.mandates.queries import (
    AccreditationRow,
    CharterNotFound,
    accreditations_of,
    charters_at,
)
from elearn.mandates.services import accredit
from elearn.mandates.services.settings import CourseNotFound
from elearn.permissions import Permission, requires
from elearn.web import time

FIELDS = ("charter", "course", "granted_on", "expires_on", "accredited_by")
LONGEST_BY = 200


@blueprint.get("/organisations/<code>/bound/accreditations")
@requires(Permission.CHARTER_EDIT)
def accreditations(code: str) -> str:
    """List which courses the charters of a place accredit, and offer to add one."""
    return _page(place_at(db.session(), code), saved=request.args.get("saved") == "1")


@blueprint.post("/organisations/<code>/bound/accreditations")
@requires(Permission.CHARTER_EDIT)
def accredit_course(code: str) -> Response | tuple[str, int]:
    """Record that a course is accredited under a charter of the place, or say what is missing."""
    place = place_at(db.session(), code)
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    first, last = our_day_typed(typed["granted_on"]), our_day_typed(typed["expires_on"])
    fine = {
        "charter": (bool(typed["charter"]), gettext("Choose the charter.")),
        "course": (bool(typed["course"]), gettext("Choose the course.")),
        "granted_on": (first is not None, gettext("Give the first day.")),
        "expires_on": (
            last is not None and last >= (first or last),
            gettext("Give the last day: not before the first one."),
        ),
        "accredited_by": (
            is_text(typed["accredited_by"], LONGEST_BY),
            gettext("Give who accredited it."),
        ),
    }
    errors = [(name, told) for name, (is_fine, told) in fine.items() if not is_fine]
    if errors or first is None or last is None:
        return _page(place, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            accredit(
                session,
                code=typed["charter"],
                owner=place_at(session, code),
                slug=typed["course"],
                granted_on=first,
                expires_on=last,
                accredited_by=typed["accredited_by"],
                actor_id=current_person().person_id,
                now=time.now(),
            )
    except CharterNotFound as error:
        return refused(_page, code, typed, "charter", error)
    except CourseNotFound as error:
        return refused(_page, code, typed, "course", error)
    except ElearnError as error:
        return refused(_page, code, typed, "granted_on", error)
    return redirect(url_for("mandates.accreditations", code=code, saved=1), 303)


def _page(
    place: Organisation,
    typed: dict[str, str] | None = None,
    errors: Errors | None = None,
    *,
    saved: bool = False,
) -> str:
    session = db.session()
    on = time.today(time.now(), place.time_zone)
    courses = course_options(session)
    titles = dict(courses)
    return render_template(
        "mandates/accreditations.html",
        organisation=place,
        place=place.name(current_language()),
        rows=[_row(each, titles, on) for each in accreditations_of(session, place)],
        charters=[
            (each, words.words(versions[0].titles, versions[0].language_of_record).text)
            for each, versions in charters_at(session, place).items()
        ],
        courses=courses,
        typed=typed or {},
        errors=errors or [],
        saved=saved,
    )


def _row(found: AccreditationRow, titles: dict[str, str], on: date) -> dict[str, Any]:
    if found.expires_on < on:
        state = ("none", gettext("Ended"))
    elif found.granted_on > on:
        state = ("none", gettext("Not begun yet"))
    else:
        state = ("done", gettext("In force"))
    return {
        "course": titles.get(found.course, found.course),
        "charter": words.words(found.titles, found.language_of_record),
        "granted_on": found.granted_on,
        "expires_on": found.expires_on,
        "by": found.accredited_by,
        "state": state,
    }
