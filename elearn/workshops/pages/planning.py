"""The desk of who plans workshops: the list, the form, cancelling."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from elearn.catalogue.queries import courses, outline
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules import Scope
from elearn.locales import ENDONYMS, current_language
from elearn.permissions import Permission, requires
from elearn.web import time
from elearn.workshops.models import Workshop
from elearn.workshops.pages import words
from elearn.workshops.pages.blueprint import blueprint
from elearn.workshops.queries import planned_at, taken, trainer_login, workshop_within
from elearn.workshops.rules import is_begun
from elearn.workshops.schemas import letters
from elearn.workshops.services import (
    PlanUnfit,
    cancel_workshop,
    change_workshop,
    plan_workshop,
)

Errors = list[tuple[str, str]]
PLAIN = (
    "day",
    "starts",
    "ends",
    "time_zone",
    "place",
    "link",
    "capacity",
    "language",
    "provider",
    "topics",
    "minutes",
    "trainer",
)
"""The inputs of the form that are one text each."""


@blueprint.get("/organisations/<code>/workshops")
@requires(Permission.WORKSHOP_EDIT)
def planned(code: str) -> str:
    """List the workshops that an organisation, or one below it, hosts."""
    session = db.session()
    organisation = _place(session, code)
    return render_template(
        "workshops/planned.html",
        organisation=organisation,
        place=organisation.name(current_language()),
        found=planned_at(session, organisation),
        done=words.done(request.args.get("done")),
        now=time.now(),
        words=words,
    )


@blueprint.get("/organisations/<code>/workshops/new")
@requires(Permission.WORKSHOP_EDIT)
def new(code: str) -> str:
    """Ask for what a workshop needs."""
    return _form(_place(db.session(), code))


@blueprint.post("/organisations/<code>/workshops/new")
@requires(Permission.WORKSHOP_EDIT)
def plan(code: str) -> Response | tuple[str, int]:
    """Plan it, or say what is to be mended and keep what was typed."""
    draft = _typed()
    try:
        with transaction() as session:
            plan_workshop(
                session,
                organisation=_place(session, code),
                draft=draft,
                author_id=current_person().person_id,
                now=time.now(),
            )
    except PlanUnfit as error:
        page = _form(_place(db.session(), code), draft, _said(error))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("workshops.planned", code=code, done="planned"), 303)


@blueprint.get("/organisations/<code>/workshops/<workshop_id>")
@requires(Permission.WORKSHOP_EDIT)
def edit(code: str, workshop_id: str) -> str:
    """Show the form with what is planned."""
    organisation, workshop = _found(code, workshop_id)
    return _form(organisation, workshop=workshop)


@blueprint.post("/organisations/<code>/workshops/<workshop_id>")
@requires(Permission.WORKSHOP_EDIT)
def change(code: str, workshop_id: str) -> Response | tuple[str, int]:
    """Put the new plan in the place of the old one, or say what is to be mended."""
    draft = _typed()
    try:
        with transaction() as session:
            change_workshop(
                session,
                author_id=current_person().person_id,
                scope=_scope(session, code),
                workshop_public_id=workshop_id,
                draft=draft,
                compose=letters(current_app.config["ELEARN"]),
                now=time.now(),
            )
    except PlanUnfit as error:
        organisation, workshop = _found(code, workshop_id)
        page = _form(organisation, draft, _said(error), workshop)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("workshops.planned", code=code, done="saved"), 303)


@blueprint.post("/organisations/<code>/workshops/<workshop_id>/cancellation")
@requires(Permission.WORKSHOP_EDIT)
def cancel(code: str, workshop_id: str) -> Response | tuple[str, int]:
    """Cancel a workshop, once whoever asks has said that they mean it."""
    if request.form.get("confirmed") != "1":
        organisation, workshop = _found(code, workshop_id)
        told = gettext("Say that you mean it: a cancelled workshop cannot be brought back.")
        page = _form(organisation, errors=[("confirmed", told)], workshop=workshop)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with transaction() as session:
        cancel_workshop(
            session,
            author_id=current_person().person_id,
            scope=_scope(session, code),
            workshop_public_id=workshop_id,
            compose=letters(current_app.config["ELEARN"]),
            now=time.now(),
        )
    return redirect(url_for("workshops.planned", code=code, done="cancelled"), 303)


def _place(session: Session, code: str) -> Organisation:
    return organisation_by_code(session, code, current_person().scope(Permission.WORKSHOP_EDIT))


def _scope(session: Session, code: str) -> Scope:
    """Return what lies below the organisation of the address, which the reader must reach."""
    return Scope((_place(session, code).path,))


def _found(code: str, workshop_id: str) -> tuple[Organisation, Workshop]:
    session = db.session()
    organisation = _place(session, code)
    return organisation, workshop_within(session, Scope((organisation.path,)), workshop_id)


def _typed() -> dict[str, Any]:
    """Return what the form sent, under the keys of a draft."""
    return {
        **{name: request.form.get(name, "") for name in PLAIN},
        "titles": {language: request.form.get(f"titles.{language}", "") for language in ENDONYMS},
        "courses": request.form.getlist("courses"),
    }


def _as_typed(session: Session, workshop: Workshop) -> dict[str, Any]:
    """Return a plan as somebody would have typed it."""
    zone = ZoneInfo(workshop.time_zone)
    return {
        "titles": workshop.titles,
        "day": workshop.held_on.isoformat(),
        "starts": f"{workshop.starts_at.astimezone(zone):%H:%M}",
        "ends": f"{workshop.ends_at.astimezone(zone):%H:%M}",
        "time_zone": workshop.time_zone,
        "place": workshop.place,
        "link": workshop.link,
        "capacity": "" if workshop.capacity is None else str(workshop.capacity),
        "language": workshop.language,
        "provider": workshop.provider,
        "topics": ", ".join(workshop.topics),
        "minutes": str(workshop.minutes),
        "trainer": trainer_login(session, workshop),
        "courses": workshop.courses,
    }


def _said(error: PlanUnfit) -> Errors:
    return [(each.field, each.sentence(gettext)) for each in error.unfit]


def _form(
    organisation: Organisation,
    draft: dict[str, Any] | None = None,
    errors: Errors | None = None,
    workshop: Workshop | None = None,
) -> str:
    session, language = db.session(), current_language()
    empty = {
        "titles": {},
        "courses": [],
        "language": organisation.default_language,
        "time_zone": organisation.time_zone,
    }
    begun = workshop is not None and is_begun(workshop.starts_at, time.now())
    return render_template(
        "workshops/form.html",
        organisation=organisation,
        place=organisation.name(language),
        workshop=workshop,
        booked=taken(session, workshop.id) if workshop else 0,
        begun=begun,
        open=workshop is None or not (begun or workshop.cancelled_at),
        typed=draft or (_as_typed(session, workshop) if workshop else empty),
        errors=errors or [],
        languages_offered=list(ENDONYMS.items()),
        providers=[("", gettext("Choose")), *words.providers()],
        courses=[
            (version.course.slug, outline(session, version.id).text(language, "course.title").text)
            for version in courses(session)
        ],
        words=words,
    )
