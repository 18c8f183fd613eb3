"""The API's ground: one OpenAPI 3.1 document, problem details, and the blueprint features use."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import marshmallow as ma
from flask import Blueprint as PageBlueprint
from flask import Flask, Response, jsonify, render_template
from flask_smorest import Api, Blueprint
from werkzeug.exceptions import HTTPException

from elearn.permissions import public
from elearn.web.problems import PROBLEM, answer_http_error
from elearn.web.reader import Reader

PREFIX = "/api/v1"


class ProblemSchema(ma.Schema):
    """Problem details for HTTP APIs (RFC 9457)."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String()
    code = ma.fields.String(metadata={"description": "A stable word for this kind of problem"})
    errors = ma.fields.Dict(metadata={"description": "Messages by place and field"})
    faults = ma.fields.List(ma.fields.Dict(), metadata={"description": "Faults of a file"})


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest carries no types
    """Answers and documents errors as problem details, and leaves pages to the pages."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Return the error page or the problem, by where the request was made."""
        return answer_http_error(error)

    def _register_responses(self) -> None:
        usual: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        try:
            super()._register_responses()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = usual


class ApiBlueprint(Blueprint):  # type: ignore[misc]  # flask-smorest carries no types
    """The API face of one feature, under /api/v1."""

    PAGINATION_HEADER_NAME = None
    ARGUMENTS_PARSER = Reader()

    def __init__(self, name: str, import_name: str, **options: Any) -> None:
        """Name the blueprint `<feature>_api`, so its endpoints never meet those of the pages."""
        options.setdefault("url_prefix", PREFIX)
        super().__init__(f"{name}_api", import_name, **options)

    def alt_response(self, status_code: int, response: Any = None, **options: Any) -> Any:
        """Document another answer; one from 400 on is problem details unless it says otherwise."""
        if status_code >= HTTPStatus.BAD_REQUEST and response is None and "schema" not in options:
            options |= {"schema": ProblemSchema, "content_type": PROBLEM}
        return super().alt_response(status_code, response, **options)


api = ProblemApi()
documents = PageBlueprint("api", __name__)


@documents.get(f"{PREFIX}/openapi.json")
@public
def openapi() -> Response:
    """Return the OpenAPI 3.1 document of this very version of the service."""
    return jsonify(api.spec.to_dict())


@documents.get("/api/docs")
@public
def docs() -> str:
    """Show the API to a reader: every operation, what goes in and what comes out."""
    return render_template("api_docs.html", spec=api.spec.to_dict())


def install(app: Flask) -> None:
    """Prepare the document; features register their blueprints on `api` afterwards."""
    app.config.update(
        API_TITLE="elearn",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {
                "description": "Courses, enrolments, obligations, certificates and reports.",
                "license": {"name": "EUPL-1.2"},
            },
            "components": {
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            },
            "security": [{"bearer": []}],
        },
    )
    api.init_app(app)
    app.register_blueprint(documents)
