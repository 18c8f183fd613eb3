"""The blueprint that the modules of this package hang their routes on."""

from __future__ import annotations

from elearn.web.api import ApiBlueprint

blueprint = ApiBlueprint("reporting", __name__, description="Reports within the reader's scope")
