"""The limiter of rates, for the doors that strangers can knock at."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from elearn.settings import Settings

limiter = Limiter(get_remote_address)
"""Views say their own limit: `@limiter.limit("10 per minute")`."""


def install(app: Flask, settings: Settings) -> None:
    """Switch the limits on or off, and say where their counts live."""
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    app.config["RATELIMIT_STORAGE_URI"] = settings.rate_limit_storage
    app.config["RATELIMIT_HEADERS_ENABLED"] = True
    limiter.init_app(app)
