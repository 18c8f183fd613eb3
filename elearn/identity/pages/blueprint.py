"""The blueprint on which the modules of this shelf hang their pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("identity", __name__, template_folder="../templates")
