"""The page of one course, and the button that enrols."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from elearn.catalogue.queries import latest_version, outline
from elearn.catalogue.rules import Outline
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.learning.models import Enrolment
from elearn.learning.pages.addresses import continue_url, step_url
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.pages.wording import (
    assessment_note,
    counts_as_done,
    how_far,
    module_note,
    module_state,
    state_of,
    worksheet_note,
)
from elearn.learning.queries import current_enrolment, progress, worksheet_states
from elearn.learning.rules import EnrolmentStatus, LessonState, Progress, Step, steps
from elearn.learning.services import enrol
from elearn.locales import current_language, number
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.get("/courses/<slug>")
@requires(Permission.LEARN)
def course(slug: str) -> str:
    """Show a course in the version the reader is enrolled in, else in the latest."""
    session, language = db.session(), current_language()
    latest = latest_version(session, slug)
    enrolment = current_enrolment(session, current_person().person_id, latest.course_id)
    found = progress(session, enrolment) if enrolment else None
    version = found.outline if found else outline(session, latest.id, latest.content_hash)
    eid = enrolment.public_id if enrolment else ""
    return render_template(
        "learning/course.html",
        outline=version,
        title=version.text(language, "course.title"),
        summary=version.text(language, "course.summary"),
        audience=version.text_if_any(language, "course.audience"),
        outcomes=[version.text(language, f"outcome.{key}") for key in version.outcomes],
        spoken=version.language(language),
        done=counts_as_done(version, language),
        enrolment=enrolment,
        progress=found,
        how_far=how_far(found) if found else None,
        continue_url=continue_url(eid, found) if found else None,
        next_title=_next_title(found, language) if found else None,
        certificates_url=url_for("certification.mine") if found and found.completed_at else None,
        tasks=_tasks(version, enrolment, found, language),
        worksheets=_worksheets(version, enrolment, language),
    )


@blueprint.post("/courses/<slug>/enrolments")
@requires(Permission.LEARN)
def enrol_me(slug: str) -> Response:
    """Enrol the reader and go to where the course begins, or goes on."""
    with transaction() as session:
        enrolment, _created = enrol(
            session,
            person_id=current_person().person_id,
            slug=slug,
            again=request.form.get("again") == "1",
            now=now(),
        )
        found = progress(session, enrolment)
    target = continue_url(enrolment.public_id, found)
    return redirect(target or url_for("learning.course", slug=slug), 303)


def _next_title(found: Progress, language: str) -> Any:
    if found.place:
        return found.outline.text(language, f"lesson.{found.place.lesson}.title")
    if found.next_assessment:
        return found.outline.text(language, f"assessment.{found.next_assessment}.title")
    return None


def _tasks(
    version: Outline, enrolment: Enrolment | None, found: Progress | None, language: str
) -> list[dict[str, Any]]:
    """Return modules and assessments in order, as rows of the list of tasks."""
    eid = enrolment.public_id if enrolment else ""
    rows: list[dict[str, Any]] = []
    marks: dict[str, str] = {}
    for count, module in enumerate(version.modules, start=1):
        marks[module.id] = number(count)
    first = {module.lessons[0].id: module for module in version.modules if module.lessons}
    for step in steps(version):
        if step.kind == "lesson" and step.id in first:
            module = first[step.id]
            unread = (
                lesson.id
                for lesson in module.lessons
                if found and found.lesson_state(lesson.id) != LessonState.COMPLETED
            )
            state, word = module_state(module, found)
            text = version.text(language, f"module.{module.id}.title")
            target = Step("lesson", next(unread, step.id))
            rows.append(
                _row(marks[module.id], text, module_note(module, found), state, word, language)
                | {"href": step_url(eid, target) if enrolment else None}
            )
        elif step.kind == "assessment" and (item := version.assessment(step.id)):
            status = found.assessment_state(item.key) if found else ""
            state, word = state_of(status)
            text = version.text(language, f"assessment.{item.key}.title")
            rows.append(
                _row("", text, assessment_note(item, version), state, word, language)
                | {"href": step_url(eid, step) if enrolment else None}
            )
    return rows


def _worksheets(
    version: Outline, enrolment: Enrolment | None, language: str
) -> list[dict[str, Any]]:
    """Return the worksheets as rows of a list of tasks."""
    saved = worksheet_states(db.session(), enrolment.id) if enrolment and version.worksheets else {}
    states = {True: EnrolmentStatus.COMPLETED, False: EnrolmentStatus.IN_PROGRESS}
    rows = []
    for sheet in version.worksheets:
        state, word = state_of(
            states[saved[sheet.id]] if sheet.id in saved else EnrolmentStatus.NOT_STARTED
        )
        text = version.text(language, f"worksheet.{sheet.id}.title")
        address = enrolment and url_for(
            "learning.worksheet", eid=enrolment.public_id, worksheet=sheet.id
        )
        rows.append(
            _row("", text, worksheet_note(sheet), state, word, language) | {"href": address}
        )
    return rows


def _row(  # noqa: PLR0913, PLR0917  # the cells of one row, in the order of the page
    mark: str, text: Any, note: str, state: str, word: str, language: str
) -> dict[str, Any]:
    return {
        "mark": mark,
        "title": text.text,
        "lang": None if text.language == language else text.language,
        "note": note,
        "state": state,
        "text": word,
    }
