"""The factory: the only module that knows every feature."""

from __future__ import annotations

import os

import click
from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from elearn import database, demo, locales, migrate, settings
from elearn.assessment import api as assessment_api
from elearn.assessment import cli as assessment_cli
from elearn.assessment import pages as assessment_pages
from elearn.catalogue import api as catalogue_api
from elearn.catalogue import cli as catalogue_cli
from elearn.catalogue import pages as catalogue_pages
from elearn.certification import api as certification_api
from elearn.certification import cli as certification_cli
from elearn.certification import pages as certification_pages
from elearn.home import pages as home_pages
from elearn.identity import api as identity_api
from elearn.identity import cli as identity_cli
from elearn.identity import login
from elearn.identity import pages as identity_pages
from elearn.learning import api as learning_api
from elearn.learning import pages as learning_pages
from elearn.mandates import api as mandates_api
from elearn.mandates import cli as mandates_cli
from elearn.mandates import pages as mandates_pages
from elearn.reporting import api as reporting_api
from elearn.reporting import cli as reporting_cli
from elearn.reporting import pages as reporting_pages
from elearn.settings import ROOT, Settings, SettingsError
from elearn.web import (
    api,
    assets,
    context,
    csrf,
    doors,
    frame,
    headers,
    health,
    limits,
    problems,
    reader,
    wording,
)
from elearn.web.cli import Group
from elearn.workshops import api as workshops_api
from elearn.workshops import cli as workshops_cli
from elearn.workshops import pages as workshops_pages

PAGES = (
    identity_pages,
    catalogue_pages,
    learning_pages,
    assessment_pages,
    mandates_pages,
    workshops_pages,
    certification_pages,
    reporting_pages,
    home_pages,
)
APIS = (
    identity_api,
    catalogue_api,
    learning_api,
    assessment_api,
    mandates_api,
    workshops_api,
    certification_api,
    reporting_api,
)
COMMANDS = (
    *identity_cli.commands,
    *catalogue_cli.commands,
    *assessment_cli.commands,
    *mandates_cli.commands,
    *workshops_cli.commands,
    *certification_cli.commands,
    *reporting_cli.commands,
    migrate.group,
    demo.group,
)
COMPRESSION = {
    "COMPRESS_MIMETYPES": [
        "text/html",
        "text/css",
        "text/javascript",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
    ],
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 1,
    "COMPRESS_BR_WINDOW": 16,
    "COMPRESS_LEVEL": 1,
}
"""What is compressed, and how hard: not CSV, which streams, nor PDF, which is compressed already.

The lightest level: a page grows by a quarter and costs a quarter less time, which is what a small
server lacks (docs/performance.md)."""


def create_app(chosen: Settings | None = None) -> Flask:
    """Return the application; the settings come from the environment unless given.

    Raises SettingsError, one sentence that names the setting, when the environment is wrong.
    """
    chosen = chosen or settings.load(os.environ)
    app = Flask("elearn", static_folder=None, template_folder="web/templates")
    configure(app, chosen)
    database.install(app, chosen.database_url)
    locales.install(app, str(ROOT / "translations"))
    for part in (assets, context, csrf, headers, problems, reader, wording, frame):
        part.install(app)
    limits.install(app, chosen)
    api.install(app)
    app.register_blueprint(health.blueprint)
    login.install(app)
    doors.install(app)
    demo.install(app, chosen)
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
    for face in APIS:
        api.api.register_blueprint(face.blueprint)
    return app


def configure(app: Flask, chosen: Settings) -> None:
    """Set what Flask itself needs to know."""
    app.config.update(
        SECRET_KEY=chosen.secret_key,
        MAX_CONTENT_LENGTH=chosen.upload_limit,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.secure,
        ELEARN=chosen,
        **COMPRESSION,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    Compress(app)
    if chosen.trusted_proxies:
        count = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's documented way


@click.group(cls=Group)
@click.version_option(package_name="elearn")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Human rights training for municipalities: courses, charters, certificates, reports."""
    ctx.obj = ctx.obj or command_line_app


def command_line_app() -> Flask:
    """Return the application for a command, or say in one sentence which setting is wrong."""
    try:
        return create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


for command in COMMANDS:
    cli.add_command(command)
