"""The start pages: one address for everyone, and what each role finds there."""

from __future__ import annotations

import contextlib

import flask_login
from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.home import queries
from elearn.home.rules import StartPage, start_page
from elearn.identity.login import SignedIn, current_person
from elearn.locales import current_language
from elearn.mandates.queries import names_withheld, reader_at
from elearn.mandates.services import TooMany, refresh
from elearn.permissions import Permission, public, requires
from elearn.web.time import now
from elearn.workshops.schemas import wording

WHILE_ONE_WAITS = 500
"""People whose duties are worked out while a page is waited for; the timer does more."""

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@public
def start() -> str | Response:
    """Open the page on which the reader's widest role starts, or sign-in for a stranger."""
    if not flask_login.current_user.is_authenticated:
        return redirect(url_for("identity.sign_in"))
    person = current_person()
    page = start_page(held.role for held in person.roles)
    if page is StartPage.OVERVIEW and not _withheld(person):
        return _overview(person)
    if page in {StartPage.OVERVIEW, StartPage.REPORT}:
        return _report(person)
    if page is StartPage.DESK:
        return redirect(url_for("home.desk"))
    return redirect(url_for("home.my_training"))


@blueprint.get("/my-training")
@requires(Permission.LEARN)
def my_training() -> str:
    """Show what the person owes, is in the middle of, has booked, and holds."""
    person = current_person()
    language = current_language()
    training = queries.training(
        db.session(), person_id=person.person_id, now=now(), language=language
    )
    return render_template("home/training.html", training=training, words=wording)


@blueprint.get("/people")
@requires(Permission.PEOPLE_READ)
def people() -> Response:
    """Lead to the people of the first organisation the reader may see."""
    codes = _codes(current_person(), Permission.PEOPLE_READ)
    return redirect(url_for("identity.people", code=codes[0]))


@blueprint.get("/desk")
@requires(Permission.COURSE_READ_DRAFT)
def desk() -> str:
    """Show every version of every course with the state of its languages."""
    versions = queries.desk(db.session(), current_language())
    return render_template("home/desk.html", versions=versions)


def _overview(person: SignedIn) -> str:
    instant = now()
    with contextlib.suppress(TooMany), transaction() as session:
        refresh(session, now=instant, most=WHILE_ONE_WAITS)
    numbers = queries.overview(db.session(), person.scope(Permission.REPORT_NAMES))
    if numbers is None:
        return render_template("home/unprojected.html")
    return render_template("home/overview.html", overview=numbers)


def _withheld(person: SignedIn) -> bool:
    """Say whether a charter keeps from this reader who is behind the numbers of the overview.

    No statement for who keeps the record of all they may read about.
    """
    keeps = person.scope(Permission.EXEMPTION_GRANT)
    return any(
        names_withheld(db.session(), path, reader_at(db.session(), path, person.roles))
        for path in person.scope(Permission.REPORT_NAMES).paths
        if not keeps.covers(path)
    )


def _report(person: SignedIn) -> Response:
    codes = _codes(person, Permission.REPORT_READ)
    if len(codes) == 1:
        return redirect(url_for("reporting.organisation", code=codes[0]))
    return redirect(url_for("reporting.overview"))


def _codes(person: SignedIn, permission: Permission) -> list[str]:
    """Return the codes of the organisations that a scope begins at: the last parts of its paths."""
    return [path.rstrip("/").rpartition("/")[2] for path in person.scope(permission).paths]
