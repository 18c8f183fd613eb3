"""What the API of identity takes and gives, and what the forms of its pages take."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_smorest.fields import Upload

from elearn.identity.formats.cells import DATES
from elearn.identity.formats.roster import ENCODINGS
from elearn.identity.rules.names import LONGEST_LOGIN
from elearn.identity.services import ImportReport

PASSWORD_LIMIT = 1000


class CredentialsSchema(ma.Schema):
    """A user name or staff number, and its password."""

    username = ma.fields.String(required=True, validate=ma.validate.Length(1, LONGEST_LOGIN))
    password = ma.fields.String(required=True, validate=ma.validate.Length(1, PASSWORD_LIMIT))


class TokenSchema(ma.Schema):
    """A bearer token, shown this once."""

    token = ma.fields.String(required=True)
    expires_at = ma.fields.AwareDateTime(required=True)


class RoleSchema(ma.Schema):
    """A role and where it holds."""

    role = ma.fields.String(required=True)
    organisation_path = ma.fields.String(required=True)


class MeSchema(ma.Schema):
    """The person whose token this is."""

    id = ma.fields.String(required=True, attribute="public_id")
    name = ma.fields.String(required=True)
    language = ma.fields.String(required=True, allow_none=True)
    time_zone = ma.fields.String(required=True)
    organisation = ma.fields.String(required=True, attribute="organisation_code")
    roles = ma.fields.List(ma.fields.Nested(RoleSchema), required=True)


class RosterFileSchema(ma.Schema):
    """The file part of an import."""

    file = Upload(required=True, metadata={"description": "HR's roster, CSV or XLSX"})


class RosterOptionsSchema(ma.Schema):
    """How the file is to be read, and whether anything is to be written."""

    class Meta:
        """Leave the token of a form, and its file, aside."""

        unknown = ma.EXCLUDE

    dry_run = ma.fields.Boolean(load_default=False)
    encoding = ma.fields.String(load_default="auto", validate=ma.validate.OneOf(ENCODINGS))
    dates = ma.fields.String(load_default="iso", validate=ma.validate.OneOf(DATES))
    effective = ma.fields.Date(
        load_default=None,
        metadata={"description": "First day of what has changed; today in the employer's zone"},
    )


class ChangeSchema(ma.Schema):
    """What an import does for one person."""

    line = ma.fields.Integer(required=True)
    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    added = ma.fields.Boolean(required=True)
    columns = ma.fields.List(ma.fields.String(), required=True)


class MissingSchema(ma.Schema):
    """Somebody on record whom the file does not name."""

    staff_number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class ImportReportSchema(ma.Schema):
    """What an import did, or in a dry run would do."""

    dry_run = ma.fields.Boolean(required=True)
    encoding = ma.fields.String(required=True)
    effective = ma.fields.Date(required=True)
    added = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    changes = ma.fields.List(ma.fields.Nested(ChangeSchema), required=True)
    missing = ma.fields.List(ma.fields.Nested(MissingSchema), required=True)
    notices = ma.fields.List(ma.fields.String(), required=True)
    unread = ma.fields.List(ma.fields.String(), required=True)


def in_full(report: ImportReport, notices: list[str], *, dry_run: bool) -> dict[str, Any]:
    """Return the report as ImportReportSchema gives it; the notices come in the reader's words."""
    return {
        "dry_run": dry_run,
        "encoding": report.encoding,
        "effective": report.effective,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "changes": report.changes,
        "missing": report.missing,
        "notices": notices,
        "unread": report.unread,
    }
