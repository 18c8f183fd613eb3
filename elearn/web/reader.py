"""How what is sent is read: text that nothing can keep is refused here, once for every door.

PostgreSQL keeps no NUL, and nobody encodes half a surrogate pair: behind this door no text has
either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import marshmallow as ma
from flask import Flask, Request, request
from webargs.flaskparser import FlaskParser, abort

UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
REFUSED = "Leave out characters that are no text (NUL, halves of surrogate pairs)."


class Reader(FlaskParser):
    """Reads the arguments of the API, and answers 400 or 422 to whatever cannot be read."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """Return the JSON of the body; too deep a nesting and too long a number are no JSON here.

        Invalid JSON is answered with 400.
        """
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError) as error:
            abort(400, exc=error, messages={"json": ["Invalid JSON body."]})

    def pre_load(
        self, location_data: Any, *, schema: ma.Schema, req: Request, location: str
    ) -> Any:
        """Return the data as it came; ValidationError names each field with unkeepable text."""
        del schema, req, location
        if isinstance(location_data, Mapping):
            faults = {
                "_schema" if UNKEEPABLE.search(name) else name: [REFUSED]
                for name in location_data
                if any(map(UNKEEPABLE.search, texts((name, location_data[name]))))
            }
            if faults:
                raise ma.ValidationError(faults)
        return location_data


def texts(value: object) -> Iterator[str]:
    """Yield every text in a JSON document, names and values, however deep."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, Mapping):
            waiting.extend((*found.keys(), *found.values()))
        elif isinstance(found, list | tuple):
            waiting.extend(found)


def refuse_address() -> None:
    """Answer 404 to an address with a NUL: nothing has such a name."""
    if "\0" in request.path:
        abort(404)


def install(app: Flask) -> None:
    """Check the address of every request."""
    app.before_request(refuse_address)
