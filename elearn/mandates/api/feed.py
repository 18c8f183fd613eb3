"""The API of one's calendar feed: its address is made, replaced and ended."""

from __future__ import annotations

from flask import current_app

from elearn.database import transaction
from elearn.identity.login import current_person
from elearn.mandates.api.blueprint import blueprint
from elearn.mandates.schemas import CalendarAddressSchema
from elearn.mandates.services import end_feed, make_feed
from elearn.permissions import Permission, requires
from elearn.web.time import now


@blueprint.post("/me/calendar")
@requires(Permission.LEARN)
@blueprint.response(201, CalendarAddressSchema)
def make_my_calendar() -> dict[str, str]:
    """Make the address of one's calendar feed, told this once; it replaces the one before."""
    with transaction() as session:
        token = make_feed(session, person_id=current_person().person_id, now=now())
    return {"address": f"{current_app.config['ELEARN'].public_url}/calendar/{token}.ics"}


@blueprint.delete("/me/calendar")
@requires(Permission.LEARN)
@blueprint.response(204)
@blueprint.alt_response(404, description="There is no address to end")
def end_my_calendar() -> None:
    """End the address of one's calendar feed."""
    with transaction() as session:
        end_feed(session, person_id=current_person().person_id, now=now())
