"""The blueprint that the modules of this package hang their routes on."""

from __future__ import annotations

from flask import request

from elearn.web.api import ApiBlueprint

LARGEST = 256 * 1024
"""Bytes of a request; the longest answer of any question has fewer."""

blueprint = ApiBlueprint("assessment", __name__)


@blueprint.before_request
def limit_request() -> None:
    """Take no more than the longest answer needs."""
    request.max_content_length = LARGEST
