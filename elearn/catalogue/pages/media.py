"""The files of lessons: pictures, films, sounds, captions and transcripts."""

from __future__ import annotations

from flask import Response, request

from elearn.catalogue import queries
from elearn.catalogue.pages.blueprint import blueprint
from elearn.database import db
from elearn.permissions import Permission, requires

YEAR = 365 * 24 * 60 * 60
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing opened by itself may style itself, and do nothing else."""


@blueprint.get("/media/<digest>/<name>")
@requires(Permission.LEARN)
def media(digest: str, name: str) -> Response:
    """Send a file of a published version; its address changes when its content does."""
    found = queries.media(db.session(), digest, name)
    answer = Response(found.data, content_type=_content_type(found.content_type))
    answer.set_etag(digest)
    answer.cache_control.private = True
    answer.cache_control.max_age = YEAR
    answer.cache_control.immutable = True
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.accept_ranges = "bytes"
    answer.make_conditional(request, accept_ranges=True, complete_length=len(found.data))
    return answer


def _content_type(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
