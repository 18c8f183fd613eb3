"""Style sheets and scripts under addresses that carry a hash of them, so browsers keep them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, send_from_directory

from elearn.permissions import public

FOLDER = Path(__file__).parent / "assets"
DIGITS = 12

blueprint = Blueprint("assets", __name__)


def digests(folder: Path) -> dict[str, str]:
    """Return the content hash of every file of the folder by its name."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


@blueprint.get("/assets/<digest>/<name>")
@public
def file(digest: str, name: str) -> Response:
    """Return a file for a year; an address with another hash does not exist."""
    if DIGESTS.get(name) != digest:
        abort(404)
    response = send_from_directory(FOLDER, name, conditional=True)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


DIGESTS = digests(FOLDER)


def asset(name: str) -> str:
    """Return the address of a file of the folder; KeyError for a file that is not there."""
    return f"/assets/{DIGESTS[name]}/{name}"


def install(app: Flask) -> None:
    """Serve the files and give templates their addresses."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
