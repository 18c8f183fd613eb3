"""The page of a lesson: the text and nothing else; and the two things that can be told from it."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from elearn.catalogue.queries import lesson_text, outline
from elearn.catalogue.rules import places_in
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.learning.pages.addresses import step_url
from elearn.learning.pages.blueprint import blueprint
from elearn.learning.pages.kept import LessonKey, page
from elearn.learning.pages.local import said_in
from elearn.learning.queries import reading
from elearn.learning.rules import LessonState, Step, neighbours
from elearn.learning.services import complete_lesson, open_lesson, remember_place
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.context import text_size
from elearn.web.csrf import csrf_token
from elearn.web.time import now


@blueprint.get("/enrolments/<eid>/lessons/<lesson>")
@requires(Permission.LEARN)
def lesson(eid: str, lesson: str) -> str:
    """Show a lesson in the reader's language, or in the course's own, which is then said."""
    session, language = db.session(), current_language()
    found = reading(session, current_person().person_id, eid, lesson)
    version = outline(session, found.version_id, found.content_hash)
    text = lesson_text(session, version, lesson, language)
    if found.status is None or found.last_lesson != lesson:
        with transaction() as writing:
            open_lesson(writing, enrolment_id=found.enrolment_id, lesson_id=lesson, now=now())
    is_read = found.status == LessonState.COMPLETED
    local = said_in(places_in(text.html))
    key = LessonKey(version.content_hash, lesson, language, text_size(), is_read, local)
    return page(key, version, text, eid=found.public_id, token=csrf_token())


@blueprint.post("/enrolments/<eid>/lessons/<lesson>/completion")
@requires(Permission.LEARN)
def complete(eid: str, lesson: str) -> Response:
    """Note that the lesson is read and go on to what comes next."""
    with transaction() as session:
        found = complete_lesson(
            session,
            person_id=current_person().person_id,
            enrolment_public_id=eid,
            lesson_id=lesson,
            language=current_language(),
            now=now(),
        )
    _before, after = neighbours(found.outline, Step("lesson", lesson))
    target = step_url(eid, after) or url_for("learning.course", slug=found.outline.slug)
    return redirect(target, 303)


@blueprint.post("/enrolments/<eid>/position")
@requires(Permission.LEARN)
def position(eid: str) -> tuple[str, int]:
    """Keep the block being read, as a script reports it while the page is read."""
    with transaction() as session:
        remember_place(
            session,
            person_id=current_person().person_id,
            enrolment_public_id=eid,
            lesson_id=request.form.get("lesson", ""),
            block=request.form.get("block") or None,
            now=now(),
        )
    return "", 204
