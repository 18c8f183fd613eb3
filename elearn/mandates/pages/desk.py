"""The charter desk: what is in force, what is proposed, what it would do, and who approves it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from elearn.database import db, transaction
from elearn.errors import Conflict, ElearnError, Faults, Forbidden
from elearn.identity.login import current_person
from elearn.identity.models import Organisation
from elearn.identity.queries import organisation_by_code
from elearn.locales import current_language, number
from elearn.mandates.formats import LARGEST, charter_code, write_charter
from elearn.mandates.models import CharterProposal, CharterVersion
from elearn.mandates.pages import words
from elearn.mandates.pages.blueprint import blueprint
from elearn.mandates.queries import charters_at, proposal_named, proposals_at
from elearn.mandates.rules import APPROVED, OPEN, line_changes
from elearn.mandates.services import (
    Examined,
    approve,
    examine,
    propose,
    revise,
    who_moves,
    withdraw_proposal,
)
from elearn.mandates.services.propose import EditedMeanwhile, TextUnfit
from elearn.permissions import Permission, requires
from elearn.web import time

Errors = list[tuple[str, str]]
MOST_SHOWN = 200
"""How many differences a page shows; the rest is counted."""
LONGEST_LINE = 120
FIRST_LINES = "charter:\n  code: {charter}\n  organisation: {place}\n  version: 1\n"
"""What a text that begins with nothing says already."""


@blueprint.get("/organisations/<code>/charters")
@requires(Permission.CHARTER_EDIT)
def desk(code: str) -> str:
    """List the charters of a place and what is proposed for them, and offer to begin."""
    return _desk(_place(db.session(), code))


@blueprint.post("/organisations/<code>/charters")
@requires(Permission.CHARTER_EDIT)
def begin_proposal(code: str) -> Response | tuple[str, int]:
    """Open a proposal from a version, from a file or from nothing."""
    place = _place(db.session(), code)
    charter, text, errors = _begun(place)
    if errors:
        return _desk(place, errors), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            made = propose(
                session,
                place=_place(session, code),
                charter=charter,
                text=text,
                by=current_person().person_id,
                now=time.now(),
            )
    except TextUnfit as error:
        return _desk(place, [("file", error.sentence(gettext))]), error.status
    except ElearnError as error:
        return _desk(_place(db.session(), code), [("charter", error.sentence(gettext))]), (
            error.status
        )
    target = url_for("mandates.proposal", code=code, proposal_id=made.public_id)
    return redirect(target, 303)


@blueprint.get("/organisations/<code>/charters/proposals/<proposal_id>")
@requires(Permission.CHARTER_EDIT)
def proposal(code: str, proposal_id: str) -> str:
    """Show a text, what the checks say, what it changes and whom it binds.

    Where people are named, the reading is entered in the audit trail.
    """
    return _page(code, proposal_id)


@blueprint.post("/organisations/<code>/charters/proposals/<proposal_id>")
@requires(Permission.CHARTER_EDIT)
def save_proposal(code: str, proposal_id: str) -> Response | tuple[str, int]:
    """Save the text, with faults or without; show both where somebody else was quicker."""
    typed = request.form.get("text", "")
    try:
        with transaction() as session:
            revise(
                session,
                place=_place(session, code),
                public_id=proposal_id,
                text=typed,
                revision=request.form.get("revision", 0, type=int),
                by=current_person().person_id,
                now=time.now(),
            )
    except EditedMeanwhile as error:
        errors = [("text", error.sentence(gettext))]
        return _page(code, proposal_id, errors, typed=typed, theirs=error.text), error.status
    except (TextUnfit, Conflict) as error:
        errors = [("text", error.sentence(gettext))]
        return _page(code, proposal_id, errors, typed=typed), error.status
    return _done(code, proposal_id, "saved")


@blueprint.post("/organisations/<code>/charters/proposals/<proposal_id>/approval")
@requires(Permission.CHARTER_EDIT)
def approve_proposal(code: str, proposal_id: str) -> Response | tuple[str, int]:
    """Make it a version of the charter, once whoever approves has said that they mean it."""
    if request.form.get("confirmed") != "1":
        told = gettext("Say that you mean it: what people are bound by cannot be taken back.")
        page = _page(code, proposal_id, [("confirmed", told)])
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with transaction() as session:
            approve(
                session,
                place=_place(session, code),
                public_id=proposal_id,
                revision=request.form.get("revision", 0, type=int),
                by=current_person().person_id,
                now=time.now(),
            )
    except EditedMeanwhile:
        told = gettext("Somebody has changed this text since you read it. Read it again.")
        return _page(code, proposal_id, [("text", told)]), HTTPStatus.CONFLICT
    except (Faults, Forbidden, Conflict) as error:
        return _page(code, proposal_id, [("text", error.sentence(gettext))]), error.status
    return _done(code, proposal_id, "approved")


@blueprint.post("/organisations/<code>/charters/proposals/<proposal_id>/withdrawal")
@requires(Permission.CHARTER_EDIT)
def withdraw(code: str, proposal_id: str) -> Response:
    """Close a proposal without any effect."""
    with transaction() as session:
        withdraw_proposal(
            session,
            place=_place(session, code),
            public_id=proposal_id,
            by=current_person().person_id,
            now=time.now(),
        )
    return _done(code, proposal_id, "withdrawn")


def _place(session: Session, code: str) -> Organisation:
    return organisation_by_code(session, code, current_person().scope(Permission.CHARTER_EDIT))


def _done(code: str, proposal_id: str, what: str) -> Response:
    target = url_for("mandates.proposal", code=code, proposal_id=proposal_id, done=what)
    return redirect(target, 303)


def _begun(place: Organisation) -> tuple[str, str, Errors]:
    """Return the code and the text with which a proposal begins, or what keeps it from that."""
    charter, upload = request.form.get("charter", "").strip(), request.files.get("file")
    base, _, version = request.form.get("base", "").partition("/")
    if upload is not None and upload.filename:
        content = upload.read(LARGEST + 1)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return "", "", [("file", gettext("This file is not UTF-8. Save it as UTF-8."))]
        return charter or charter_code(content) or "", text, []
    if base:
        versions = charters_at(db.session(), place).get(base, [])
        chosen = next((each for each in versions if str(each.version) == version), None)
        if chosen is None or not chosen.document:
            return "", "", [("base", gettext("Choose a version of the list."))]
        document = {**chosen.document, "version": versions[0].version + 1}
        return base, write_charter(document).decode(), []
    return charter, FIRST_LINES.format(charter=charter, place=place.code), []


def _desk(place: Organisation, errors: Errors | None = None) -> str:
    session = db.session()
    found = charters_at(session, place)
    proposals = proposals_at(session, place)
    opened = {each.charter: each.public_id for each in proposals if each.state == OPEN}
    return render_template(
        "mandates/desk.html",
        organisation=place,
        place=place.name(current_language()),
        charters=[_charter(code, versions, opened.get(code)) for code, versions in found.items()],
        bases=[
            (f"{code}/{each.version}", _version(each))
            for code, versions in found.items()
            for each in versions
            if each.document
        ],
        proposals=[(each, *_state(each.state, each.version)) for each in proposals],
        typed=request.form,
        errors=errors or [],
    )


def _charter(code: str, versions: list[CharterVersion], opened: str | None) -> dict[str, Any]:
    newest = versions[0]
    return {
        "code": code,
        "title": words.words(newest.titles, newest.language_of_record),
        "version": newest.version,
        "in_force_from": newest.in_force_from,
        "provenance": words.provenance(newest.provenance),
        "base": f"{code}/{newest.version}" if newest.document else None,
        "open": opened,
    }


def _version(found: CharterVersion) -> str:
    return gettext(
        "%(charter)s, version %(number)s",
        charter=words.words(found.titles, found.language_of_record).text,
        number=number(found.version),
    )


def _state(state: str, version: int | None) -> tuple[str, str]:
    """Return the kind of tag and the word for the state of a proposal."""
    if state == OPEN:
        return "due", gettext("Open")
    if state == APPROVED and version is not None:
        return "done", gettext("Approved as version %(number)s", number=number(version))
    return "none", gettext("Withdrawn")


def _page(
    code: str,
    proposal_id: str,
    errors: Errors | None = None,
    *,
    typed: str | None = None,
    theirs: str | None = None,
) -> str:
    person, instant = current_person(), time.now()
    with transaction() as session:
        place = _place(session, code)
        proposed, row = proposal_named(session, place, proposal_id)
        is_open = proposed.state == OPEN
        found = (
            examine(session, place=place, proposal=proposed, now=instant)
            if is_open
            else Examined(())
        )
        moved = who_moves(
            session,
            scope=person.scope(Permission.PEOPLE_READ),
            proposal=proposed,
            found=found,
            reader_id=person.person_id,
            now=instant,
            on=time.today(instant, place.time_zone),
        )
    differences = found.differences or ()
    changes = [] if theirs is None or typed is None else _compared(theirs, typed)
    return render_template(
        "mandates/proposal.html",
        organisation=place,
        place=place.name(current_language()),
        row=row,
        state=_state(row.state, row.version),
        is_open=is_open,
        text=proposed.text if typed is None else typed,
        found=found,
        faults=[_fault(fault, proposed) for fault in found.faults],
        differences=differences[:MOST_SHOWN],
        more_differences=len(differences[MOST_SHOWN:]),
        impact=[(each, moved.get(each.code)) for each in found.impact],
        changes=changes[:MOST_SHOWN],
        more_changes=len(changes[MOST_SHOWN:]),
        is_second=person.person_id not in {proposed.proposed_by, proposed.edited_by},
        errors=errors or [],
        done=request.args.get("done"),
    )


def _compared(theirs: str, typed: str) -> list[Any]:
    return list(line_changes(theirs, typed.replace("\r\n", "\n").replace("\r", "\n")))


def _fault(fault: Any, proposed: CharterProposal) -> dict[str, Any]:
    what, mend = fault.words(gettext)
    lines = proposed.text.split("\n")
    line = fault.line if fault.line and fault.line <= len(lines) else None
    stands = lines[line - 1].strip()[:LONGEST_LINE] if line else ""
    return {"line": line, "what": what, "mend": mend, "stands": stands}
