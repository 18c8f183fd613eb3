"""Longer time for programs; every reading of the reasons is entered in the audit trail."""

from __future__ import annotations

from typing import Any

from elearn.assessment.api.blueprint import blueprint
from elearn.assessment.rules import TimeFactor
from elearn.assessment.schemas import AllowanceListSchema, TimeFactorSchema
from elearn.assessment.services import open_allowances, set_time_factor
from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.identity.queries import organisation_by_code
from elearn.permissions import Permission, requires
from elearn.web import time


@blueprint.get("/organisations/<code>/time-factors")
@requires(Permission.TIME_SET)
@blueprint.response(200, AllowanceListSchema)
def time_factors(code: str) -> dict[str, Any]:
    """List who works there today and has longer time."""
    person, instant = current_person(), time.now()
    with transaction() as session:
        place = organisation_by_code(session, code, person.scope(Permission.TIME_SET))
        found = open_allowances(
            session,
            reader_id=person.person_id,
            place=place,
            now=instant,
            on=time.today(instant, place.time_zone),
        )
    return {"items": found}


@blueprint.put("/people/<person_id>/time-factor")
@requires(Permission.TIME_SET)
@blueprint.arguments(TimeFactorSchema)
@blueprint.response(200, TimeFactorSchema)
def set_time(asked: dict[str, Any], person_id: str) -> dict[str, Any]:
    """Set a person's time for attempts that start from now on."""
    person, instant = current_person(), time.now()
    with transaction() as session:
        _person, allowance = set_time_factor(
            session,
            author_id=person.person_id,
            scope=person.scope(Permission.TIME_SET),
            person_public_id=person_id,
            factor=TimeFactor(asked["factor"]),
            reason=asked["reason"],
            now=instant,
            on=time.today(instant, person.organisation_time_zone),
        )
    return {"factor": allowance.factor, "reason": allowance.reason}
