"""The blueprint that the modules of this package hang their routes on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__, template_folder="../templates")
