"""The API of identity: tokens, oneself, and HR's roster."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext
from flask_limiter.util import get_remote_address

from elearn.database import db, transaction
from elearn.errors import N_, Invalid
from elearn.identity.formats.roster import RosterOptions, read_roster
from elearn.identity.login import SignedIn, bearer_token, current_person
from elearn.identity.queries import organisation_by_code
from elearn.identity.rules.names import limit_key
from elearn.identity.schemas import (
    CredentialsSchema,
    ImportReportSchema,
    MeSchema,
    RosterFileSchema,
    RosterOptionsSchema,
    TokenSchema,
    in_full,
)
from elearn.identity.services import check_credentials, import_roster, issue_token, revoke_token
from elearn.permissions import Permission, public, requires
from elearn.web.api import ApiBlueprint
from elearn.web.limits import limiter
from elearn.web.time import now

blueprint = ApiBlueprint("identity", __name__)


class NoToken(Invalid):
    """The request came by cookie: there is no token to revoke."""

    code = "no-token"


def asked_name() -> str:
    """Return the name somebody tries to sign in with, as the key of a limit."""
    body = request.get_json(silent=True)
    name = body.get("username") if isinstance(body, dict) else None
    key = limit_key(name) if isinstance(name, str) else ""
    return f"login:{key}" if key else str(get_remote_address())


@blueprint.post("/tokens")
@public
@limiter.limit("100 per minute")
@limiter.limit("10 per 5 minutes", key_func=asked_name, deduct_when=lambda r: r.status_code == 401)  # noqa: PLR2004  # only refusals count
@blueprint.doc(security=[])
@blueprint.arguments(CredentialsSchema)
@blueprint.response(201, TokenSchema)
@blueprint.alt_response(401, description="The name and the password do not belong together")
def token(asked: dict[str, Any]) -> dict[str, Any]:
    """Give a bearer token for a user name (or staff number) and its password."""
    person = check_credentials(db.session(), login=asked["username"], password=asked["password"])
    with transaction() as session:
        issued, expires_at = issue_token(session, person_id=person.id, now=now())
    return {"token": issued, "expires_at": expires_at}


@blueprint.delete("/tokens/current")
@requires(Permission.ACCOUNT)
@blueprint.response(204)
def revoke_current() -> None:
    """End the token of this very request."""
    current = bearer_token(request)
    if current is None:
        raise NoToken(N_("This request carries no token. Sign out instead."))
    with transaction() as session:
        revoke_token(session, token=current, now=now())


@blueprint.get("/me")
@requires(Permission.ACCOUNT)
@blueprint.response(200, MeSchema)
def me() -> SignedIn:
    """Return who you are here, and your roles."""
    return current_person()


@blueprint.post("/organisations/<code>/people/imports")
@requires(Permission.PEOPLE_IMPORT)
@blueprint.arguments(RosterFileSchema, location="files")
@blueprint.arguments(RosterOptionsSchema, location="form")
@blueprint.response(200, ImportReportSchema)
@blueprint.alt_response(422, description="Faults in the file; nothing was changed")
def import_people(files: dict[str, Any], options: dict[str, Any], code: str) -> dict[str, Any]:
    """Bring people and employment in line with HR's roster, all or nothing; or only say how."""
    person = current_person()
    scope = person.scope(Permission.PEOPLE_IMPORT)
    organisation = organisation_by_code(db.session(), code, scope)
    upload = files["file"]
    roster = read_roster(
        upload.read(),
        file=(upload.filename or "roster")[-200:],
        options=RosterOptions(encoding=options["encoding"], dates=options["dates"]),
    )
    with transaction() as session:
        report = import_roster(
            session,
            organisation_id=organisation.id,
            roster=roster,
            now=now(),
            effective=options["effective"],
            actor_id=person.person_id,
            dry_run=options["dry_run"],
        )
    notices = [notice.sentence(gettext) for notice in report.notices]
    return in_full(report, notices, dry_run=options["dry_run"])
