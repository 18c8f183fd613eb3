"""A worksheet: the form, saving it, and taking it along as a PDF or as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Redirect

from elearn.catalogue.formats.worksheet_pdf import worksheet_pdf, worksheet_text
from elearn.catalogue.rules import Cell, WorksheetOutline
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.learning.models import FilledWorksheet
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.queries import Worksheet, earlier_worksheet, worksheet_of
from elearn.learning.schemas import sheet_of
from elearn.learning.services import WHY, WorksheetChanged, WorksheetUnfit, save_worksheet
from elearn.locales import current_language, moment, number
from elearn.permissions import Permission, requires
from elearn.web.time import now

Answers = Mapping[str, Any]


@blueprint.get("/enrolments/<eid>/worksheets/<worksheet>")
@requires(Permission.LEARN)
def worksheet(eid: str, worksheet: str) -> str:
    """Show the worksheet with what was saved, or with what an earlier round left."""
    found = _found(eid, worksheet)
    if found.filled:
        return _page(found, found.filled.answers)
    earlier = earlier_worksheet(db.session(), found.enrolment, worksheet)
    return _page(found, earlier.answers if earlier else {}, earlier=earlier)


@blueprint.post("/enrolments/<eid>/worksheets/<worksheet>")
@requires(Permission.LEARN)
def worksheet_save(eid: str, worksheet: str) -> Redirect | tuple[str, int]:
    """Save the worksheet and show it again; what cannot be kept is said beside its field."""
    answers = _given(_found(eid, worksheet).sheet)
    try:
        with transaction() as session:
            save_worksheet(
                session,
                person_id=current_person().person_id,
                enrolment_public_id=eid,
                worksheet_id=worksheet,
                answers=answers,
                completed=request.form.get("completed") == "1",
                revision=request.form.get("revision", 0, type=int),
                now=now(),
            )
    except WorksheetUnfit as error:
        wrong = {each.key: gettext(WHY[each.why], most=number(each.most)) for each in error.unfit}
        return _page(_found(eid, worksheet), answers, wrong=wrong), error.status
    except WorksheetChanged as error:
        return _page(_found(eid, worksheet), answers, changed=True), error.status
    return redirect(url_for("learning.worksheet", eid=eid, worksheet=worksheet, saved="1"), 303)


@blueprint.get("/enrolments/<eid>/worksheets/<worksheet>/sheet.pdf")
@requires(Permission.LEARN)
def worksheet_as_pdf(eid: str, worksheet: str) -> Response:
    """Send the worksheet as it was saved as a PDF; an empty one has room to write."""
    found = _found(eid, worksheet)
    at = found.filled.saved_at if found.filled else found.enrolment.enrolled_at
    return _file(found, worksheet_pdf(_sheet(found), at=at), "pdf", "application/pdf")


@blueprint.get("/enrolments/<eid>/worksheets/<worksheet>/sheet.txt")
@requires(Permission.LEARN)
def worksheet_as_text(eid: str, worksheet: str) -> Response:
    """Send the worksheet as it was saved as plain text."""
    found = _found(eid, worksheet)
    return _file(found, worksheet_text(_sheet(found)).encode(), "txt", "text/plain; charset=utf-8")


def _found(eid: str, worksheet_id: str) -> Worksheet:
    return worksheet_of(db.session(), current_person().person_id, eid, worksheet_id)


def _given(sheet: WorksheetOutline) -> dict[str, Any]:
    """Return what the form sent, by the keys of cells."""
    return {
        cell.key: request.form.getlist(cell.key)
        if cell.field.kind == "choices"
        else request.form.get(cell.key, "")
        for cell in sheet.cells()
    }


def _page(
    found: Worksheet,
    answers: Answers,
    *,
    wrong: Mapping[str, str] | None = None,
    changed: bool = False,
    earlier: FilledWorksheet | None = None,
) -> str:
    version, sheet, filled = found.version, found.sheet, found.filled
    language, wrong = current_language(), wrong or {}
    zone = current_person().time_zone
    return render_template(
        "learning/worksheet.html",
        outline=version,
        sheet=sheet,
        eid=found.enrolment.public_id,
        say=lambda key: version.text_if_any(language, f"worksheet.{sheet.id}.{key}"),
        offered=lambda cell: _offered(found, language, cell),
        answers=answers,
        wrong=wrong,
        errors=[(cell.key, wrong[cell.key]) for cell in sheet.cells() if cell.key in wrong],
        changed=changed,
        revision=_revision(filled, seen=bool(wrong)),
        is_completed=bool(filled and filled.completed_at),
        saved_at=moment(filled.saved_at, zone) if filled else None,
        earlier_at=moment(earlier.saved_at, zone) if earlier else None,
        saved=request.args.get("saved") == "1",
    )


def _offered(
    found: Worksheet, language: str, cell: Cell
) -> tuple[list[tuple[str, str]], str | None]:
    """Return what there is to choose, and its language where that is not the page's."""
    prefix = f"worksheet.{found.sheet.id}.{cell.name}.choice"
    texts = [found.version.text(language, f"{prefix}.{each}") for each in cell.field.choices]
    spoken = texts[0].language
    items = [(each, text.text) for each, text in zip(cell.field.choices, texts, strict=True)]
    return items, None if spoken == language else spoken


def _revision(filled: FilledWorksheet | None, *, seen: bool) -> int:
    """Return the revision on disk; or the one `seen` by the window whose answers were unfit."""
    if seen:
        return request.form.get("revision", 0, type=int)
    return filled.revision if filled else 0


def _sheet(found: Worksheet) -> Any:
    filled = found.filled
    facts = [
        found.version.text(current_language(), "course.title").text,
        gettext("Version %(number)s", number=number(found.version.version)),
    ]
    if filled:
        saved = moment(filled.saved_at, current_person().time_zone)
        facts.append(gettext("Saved: %(moment)s", moment=saved))
    answers = filled.answers if filled else {}
    return sheet_of(found.version, found.sheet, answers, current_language(), facts)


def _file(found: Worksheet, data: bytes, ending: str, content_type: str) -> Response:
    answer = Response(data, content_type=content_type)
    name = f"{found.version.slug}-{found.version.version}-{found.sheet.id}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
