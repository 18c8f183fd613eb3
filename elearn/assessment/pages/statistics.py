"""What answers tell of the questions, for authors; small numbers are withheld."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext

from elearn.assessment.pages.blueprint import blueprint
from elearn.assessment.queries import statistics_of
from elearn.assessment.rules.statistics import GROUPS, LEAST
from elearn.database import db
from elearn.locales import current_language
from elearn.permissions import Permission, requires


@blueprint.get("/desk/<slug>/<int:version>/statistics/<key>")
@requires(Permission.COURSE_READ_DRAFT)
def statistics(slug: str, version: int, key: str) -> str:
    """Show facility, discrimination, choices, time and language for every question asked."""
    found = statistics_of(db.session(), slug, version, key)
    language = current_language()
    return render_template(
        "assessment/statistics.html",
        found=found,
        language=language,
        spoken=found.outline.language(language),
        least=LEAST,
        groups=GROUPS,
        flags={
            "likely-mistranslation": gettext("Likely mistranslation"),
            "language-watch": gettext("Differs between languages"),
            "too-easy": gettext("Very easy"),
            "too-hard": gettext("Very hard"),
            "negative-discrimination": gettext("Stronger learners fail it"),
            "weak-discrimination": gettext("Hardly tells learners apart"),
        },
    )
