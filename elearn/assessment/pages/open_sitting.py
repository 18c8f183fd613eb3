"""What every page of an open attempt begins with."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from elearn.assessment.queries import Sitting, sitting
from elearn.assessment.services import submit
from elearn.database import db, transaction
from elearn.errors import N_, NotFound
from elearn.identity.login import current_person
from elearn.locales import current_language
from elearn.web.time import now


class QuestionNotFound(NotFound):
    """The attempt has no question with that number."""

    code = "question-not-found"

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(N_("This quiz has no such question. Open the list of all questions."))


def open_sitting(aid: str) -> Sitting | Response:
    """Return the reader's open attempt, or the way to the result of a closed one.

    One whose time has ended is closed here, with what was saved by then.
    """
    person_id = current_person().person_id
    found = sitting(db.session(), person_id, aid, current_language())
    if found.attempt.expired(now()):
        with transaction() as session:
            submit(
                session,
                person_id=person_id,
                attempt_public_id=aid,
                language=current_language(),
                now=now(),
            )
        return redirect(url_for("assessment.result", aid=aid), 303)
    if not found.open:
        return redirect(url_for("assessment.result", aid=aid), 303)
    return found
