"""Every error answered in kind: a page for people, RFC 9457 problem details for programs."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from elearn.errors import N_, ElearnError, Faults

PROBLEM = "application/problem+json"

SENTENCES = {
    400: N_("The request could not be read. Check the address or the form and send it again."),
    403: N_("Your role does not include this."),
    404: N_("There is no such page, or not for you. Check the address, or go back to the start."),
    405: N_("This address does not answer that kind of request."),
    413: N_("What you sent is too large. Send a smaller file."),
    415: N_("This kind of content is not accepted here."),
    422: N_("What you sent cannot be accepted as it is."),
    429: N_("That was too often within a short time. Wait a minute and try again."),
    500: N_("Something went wrong on our side. What you had saved is safe; try again in a minute."),
}


def problem(status: int, title: str, detail: str, code: str = "", **members: object) -> Response:
    """Return problem details (RFC 9457) with our own members `code` and what is given."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if code:
        body["code"] = code
    response = current_app.response_class(
        json.dumps({**body, **members}), status=status, content_type=PROBLEM
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="elearn"'
    return response


def answer_error(error: ElearnError) -> Response:
    """Return the answer to an error of ours: its sentence, in the reader's language."""
    detail = error.sentence(gettext)
    if in_api():
        members = error.members()
        if isinstance(error, Faults):
            members["faults"] = [
                {
                    "file": fault.file,
                    "line": fault.line,
                    "column": fault.column,
                    "value": fault.value,
                    "sentence": fault.sentence(gettext),
                }
                for fault in error.faults
            ]
        title = HTTPStatus(error.status).phrase
        return problem(error.status, title, detail, error.code, **members)
    faults = [fault.sentence(gettext) for fault in getattr(error, "faults", ())]
    return page(error.status, detail, faults)


def answer_http_error(error: HTTPException) -> Response:
    """Return the answer to an error that Flask or a library raised, keeping its headers."""
    response = error.get_response(request.environ)
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return response  # type: ignore[return-value]  # a redirect raised as an exception
    detail = gettext(SENTENCES.get(error.code, SENTENCES[400 if error.code < 500 else 500]))  # noqa: PLR2004  # the boundary of the status classes
    if in_api():
        data = getattr(error, "data", None) or {}
        members = {"errors": data["messages"]} if "messages" in data else {}
        answer = problem(error.code, error.name, detail, **members)
    else:
        answer = page(error.code, detail, [])
    for name in ("Allow", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining"):
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer


def page(status: int, sentence: str, faults: list[str]) -> Response:
    """Return the error page: what happened, and what to do next."""
    html = render_template("error.html", status=status, sentence=sentence, faults=faults)
    return current_app.response_class(html, status=status)


def in_api() -> bool:
    """Return whether the request was made to the API, so the answer is for a program."""
    return request.path.startswith("/api/")


def install(app: Flask) -> None:
    """Answer our errors; `web.api` routes the errors of Flask here as well."""
    app.register_error_handler(ElearnError, answer_error)
