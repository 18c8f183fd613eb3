"""Item statistics for programs."""

from __future__ import annotations

from typing import Any

from elearn.assessment.api.blueprint import blueprint
from elearn.assessment.queries import statistics_of
from elearn.assessment.schemas import StatisticsSchema, as_statistics
from elearn.database import db
from elearn.permissions import Permission, requires


@blueprint.get("/courses/<slug>/versions/<int:version>/assessments/<assessment>/statistics")
@requires(Permission.COURSE_READ_DRAFT)
@blueprint.response(200, StatisticsSchema)
def statistics(slug: str, version: int, assessment: str) -> dict[str, Any]:
    """Return what answers tell of every question, as last computed; small numbers are withheld."""
    return as_statistics(statistics_of(db.session(), slug, version, assessment))
