"""The people of an organisation: a list to search, page by page, within the reader's scope."""

from __future__ import annotations

from flask import render_template, request

from elearn.database import db
from elearn.identity.login import current_person
from elearn.identity.pages.blueprint import blueprint
from elearn.identity.queries import organisation_by_code, people_within
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web import time

LONGEST_SEARCH = 100
PAGE_DIGITS = 6


@blueprint.get("/organisations/<code>/people")
@requires(Permission.PEOPLE_READ)
def people(code: str) -> str:
    """List who works at or below the organisation today."""
    person = current_person()
    organisation = organisation_by_code(db.session(), code, person.scope(Permission.PEOPLE_READ))
    search = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    found = people_within(
        db.session(),
        organisation.path,
        on=time.today(time.now(), organisation.time_zone),
        search=search,
        page=number("page", 1),
    )
    return render_template(
        "identity/people.html",
        organisation=organisation,
        place=organisation.name(current_language()),
        found=found,
        search=search,
        imported=(number("added", -1), number("changed", -1)),
        may_import=person.scope(Permission.PEOPLE_IMPORT).covers(organisation.path),
    )


def number(name: str, default: int) -> int:
    """Return a number of the address, or the default for what is none."""
    text = request.args.get(name, "")
    fits = text.isascii() and text.isdecimal() and len(text) <= PAGE_DIGITS
    return int(text) if fits else default
