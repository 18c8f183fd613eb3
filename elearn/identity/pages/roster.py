"""HR's roster in the browser: choose the file, see what it would do, confirm."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import ElearnError, Faults
from elearn.identity.formats.cells import DATES
from elearn.identity.formats.roster import ENCODINGS, SIZE_LIMIT, RosterOptions, read_roster
from elearn.identity.login import SignedIn, current_person
from elearn.identity.models import Organisation
from elearn.identity.pages.blueprint import blueprint
from elearn.identity.pages.words import column_names
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules.roster import Roster
from elearn.identity.services import ImportReport, import_roster
from elearn.identity.services.uploads import UploadGone, keep_upload, take_upload
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.get("/organisations/<code>/people/import")
@requires(Permission.PEOPLE_IMPORT)
def people_import(code: str) -> str:
    """Ask for the file and for what cannot be guessed about it."""
    return form(reachable(current_person(), code))


@blueprint.post("/organisations/<code>/people/import")
@requires(Permission.PEOPLE_IMPORT)
def people_import_send(code: str) -> Response | str | tuple[str, int]:
    """Show what a file would do, or do what was shown."""
    person = current_person()
    organisation = reachable(person, code)
    try:
        if request.form.get("upload"):
            return confirm(person, organisation)
        return preview(person, organisation)
    except Faults as error:
        faults = [(fault.place, *fault.words(gettext)) for fault in error.faults]
        return form(organisation, faults=faults), 422
    except UploadGone as error:
        return form(organisation, [("file", error.sentence(gettext))]), 422
    except ElearnError as error:
        return form(organisation, [("file", error.sentence(gettext))]), error.status


def preview(person: SignedIn, organisation: Organisation) -> str | tuple[str, int]:
    """Keep the file that was sent and show what importing it would do."""
    upload = request.files.get("file")
    options = {
        "encoding": _known("encoding", ENCODINGS),
        "dates": _known("dates", DATES),
        "effective": request.form.get("effective", ""),
    }
    errors = []
    if upload is None or not upload.filename:
        errors.append(("file", gettext("Choose the file that HR has exported.")))
    if options["effective"] and _day(options["effective"]) is None:
        errors.append(("effective", gettext("Enter the day as year, month, day.")))
    if errors or upload is None:
        return form(organisation, errors), 422
    name = "".join(sign for sign in upload.filename or "" if sign.isprintable())[-200:]
    content = upload.read()
    roster = read(content, name, options)
    with transaction() as session:
        report = run(session, person, organisation, roster, options, dry_run=True)
        kept = keep_upload(
            session,
            person_id=person.person_id,
            organisation_id=organisation.id,
            file_name=name,
            content=content,
            options=options,
            now=now(),
        )
    return shown(organisation, report, kept.public_id)


def confirm(person: SignedIn, organisation: Organisation) -> Response | str:
    """Do what the preview showed; where things have moved since, show it anew instead."""
    whose = {"person_id": person.person_id, "organisation_id": organisation.id}
    public_id = request.form["upload"]
    kept = take_upload(db.session(), public_id=public_id, now=now(), **whose)
    options = dict(kept.options)
    roster = read(kept.content, kept.file_name, options)
    with transaction() as session:
        kept = take_upload(session, public_id=public_id, now=now(), **whose)
        report = run(session, person, organisation, roster, options, dry_run=True)
        moved = report.digest != request.form.get("digest")
        if not moved:
            run(session, person, organisation, roster, options, dry_run=False)
            session.delete(kept)
    if moved:
        return shown(organisation, report, public_id, moved=True)
    done = f"added={report.added}&changed={report.changed}"
    address = f"{request.script_root}/organisations/{organisation.code}/people?{done}"
    return redirect(address, 303)


def read(content: bytes, name: str, options: dict[str, Any]) -> Roster:
    """Return the roster of a file, read as declared; before any lock is taken."""
    declared = RosterOptions(encoding=options["encoding"], dates=options["dates"])
    return read_roster(content, file=name, options=declared)


def run(  # noqa: PLR0913  # one call for preview and confirmation
    session: Session,
    person: SignedIn,
    organisation: Organisation,
    roster: Roster,
    options: dict[str, Any],
    *,
    dry_run: bool,
) -> ImportReport:
    """Plan or make the import."""
    return import_roster(
        session,
        organisation_id=organisation.id,
        roster=roster,
        now=now(),
        effective=_day(options["effective"]),
        actor_id=person.person_id,
        dry_run=dry_run,
    )


def reachable(person: SignedIn, code: str) -> Organisation:
    """Return the organisation if the person may import there, else raise OrganisationNotFound."""
    return organisation_by_code(db.session(), code, person.scope(Permission.PEOPLE_IMPORT))


def form(
    organisation: Organisation,
    errors: list[tuple[str, str]] | None = None,
    faults: list[tuple[str, str, str]] | None = None,
) -> str:
    """Return the page that asks for the file."""
    return render_template(
        "identity/people_import.html",
        organisation=organisation,
        place=organisation.name(current_language()),
        errors=errors or [],
        faults=faults or [],
        sent=request.form,
        encodings=[(name, name.upper()) for name in ENCODINGS[1:]],
        megabytes=SIZE_LIMIT // 1024 // 1024,
    )


def shown(
    organisation: Organisation, report: ImportReport, upload: str, *, moved: bool = False
) -> str:
    """Return the page that says what an import would do."""
    return render_template(
        "identity/people_preview.html",
        organisation=organisation,
        place=organisation.name(current_language()),
        report=report,
        notices=[notice.sentence(gettext) for notice in report.notices],
        columns=column_names(),
        upload=upload,
        moved=moved,
    )


def _known(name: str, words: tuple[str, ...]) -> str:
    value = request.form.get(name, "")
    return value if value in words else words[0]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
