"""What every page of an open attempt begins with."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from elearn.assessment.queries import Sitting, sitting
from elearn.database import db
from elearn.errors import N_, NotFound
from elearn.identity.login import current_person
from elearn.locales import current_language


class QuestionNotFound(NotFound):
    """The attempt has no question with that number."""

    code = "question-not-found"

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(N_("This quiz has no such question. Open the list of all questions."))


def open_sitting(aid: str) -> Sitting | Response:
    """Return the reader's open attempt, or the way to the result of a closed one."""
    found = sitting(db.session(), current_person().person_id, aid, current_language())
    if not found.open:
        return redirect(url_for("assessment.result", aid=aid), 303)
    return found
