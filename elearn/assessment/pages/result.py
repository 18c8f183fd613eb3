"""The result of a closed attempt: passed or not in one sentence, what to read again, what next."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.queries import AttemptStillOpen, review
from elearn.assessment.rules import opens_again
from elearn.database import db
from elearn.identity.login import current_person
from elearn.learning.queries import progress
from elearn.learning.rules import Step, neighbours
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.get("/attempts/<aid>/result")
@requires(Permission.LEARN)
def result(aid: str) -> str | Response:
    """Show the score, what was right and wrong, and what comes next."""
    session, language = db.session(), current_language()
    try:
        found = review(session, current_person().person_id, aid, language)
    except AttemptStillOpen:
        return redirect(url_for("assessment.overview", aid=aid), 303)
    sitting, version = found.sitting, found.sitting.outline
    key = sitting.attempt.assessment
    opens_at = opens_again(sitting.definition.policy, sitting.attempt.submitted_at)
    _before, after = neighbours(version, Step("assessment", key))
    return render_template(
        "assessment/result.html",
        review=found,
        sitting=sitting,
        attempt=sitting.attempt,
        score=found.score,
        opens_at=opens_at if opens_at and now() < opens_at else None,
        eid=sitting.enrolment.public_id,
        key=key,
        language=language,
        version=version,
        course=version.text(language, "course.title"),
        progress=progress(session, sitting.enrolment),
        counts=key in version.completion.assessments,
        after=after,
    )
