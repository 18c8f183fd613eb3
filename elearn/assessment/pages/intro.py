"""The page before an attempt: what is asked, how often, what counts; and the button that starts."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.queries import attempts_at, scores_of, sitting, time_factor
from elearn.assessment.rules import AttemptStatus, attempts_left, expires, opens_again, standing
from elearn.assessment.services import start
from elearn.catalogue.queries import assessment_definition, outline
from elearn.catalogue.rules import Outline
from elearn.database import db, transaction
from elearn.identity.login import current_person
from elearn.learning.queries import enrolment_of
from elearn.learning.rules import Step, neighbours
from elearn.locales import current_language
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.get("/enrolments/<eid>/assessments/<key>")
@requires(Permission.LEARN)
def intro(eid: str, key: str) -> str:
    """Say what awaits the learner, and list the attempts made."""
    session, language = db.session(), current_language()
    enrolment = enrolment_of(session, current_person().person_id, eid)
    version = outline(session, enrolment.version_id)
    definition = assessment_definition(session, enrolment.version_id, key)
    attempts = attempts_at(session, enrolment.id, key)
    spoken = version.language(language)
    policy, instant = definition.policy, now()
    factor = time_factor(session, current_person().person_id)
    ends = expires(policy, factor, instant)
    opens_at = opens_again(policy, attempts[-1].submitted_at if attempts else None)
    scores = scores_of(session, attempts)
    best = standing(policy, list(scores.values()))
    before, after = neighbours(version, Step("assessment", key))
    return render_template(
        "assessment/intro.html",
        eid=eid,
        key=key,
        definition=definition,
        title=definition.title(spoken),
        course=version.text(language, "course.title"),
        slug=version.slug,
        spoken=spoken,
        attempts=attempts,
        policy=policy,
        minutes=round((ends - instant).total_seconds() / 60) if ends else None,
        longer=factor,
        scores=scores,
        standing=best.number if best and len(scores) > 1 else None,
        opens_at=opens_at if opens_at and instant < opens_at else None,
        waits=any(found.status is AttemptStatus.SUBMITTED for found in attempts),
        open_attempt=next((found for found in attempts if found.submitted_at is None), None),
        left=attempts_left(definition.attempts, len(attempts)),
        before=_door(version, eid, before, language),
        after=_door(version, eid, after, language),
    )


def _door(
    version: Outline, eid: str, step: Step | None, language: str
) -> tuple[str, str, str] | None:
    """Return address, title and language of the step beside, as the pager takes it."""
    if step is None:
        return None
    if step.kind == "lesson":
        address = url_for("learning.lesson", eid=eid, lesson=step.id)
    else:
        address = url_for("assessment.intro", eid=eid, key=step.id)
    title = version.text(language, f"{step.kind}.{step.id}.title")
    return address, title.text, title.language


@blueprint.post("/enrolments/<eid>/assessments/<key>")
@requires(Permission.LEARN)
def begin(eid: str, key: str) -> Response:
    """Start an attempt, or take up the open one, at its first question without an answer."""
    person_id = current_person().person_id
    with transaction() as session:
        attempt, _created = start(
            session, person_id=person_id, enrolment_public_id=eid, assessment=key, now=now()
        )
        found = sitting(session, person_id, attempt.public_id, current_language())
    first = found.unanswered[0].number if found.unanswered else None
    if first is None:
        return redirect(url_for("assessment.overview", aid=attempt.public_id), 303)
    return redirect(url_for("assessment.question", aid=attempt.public_id, n=first), 303)
