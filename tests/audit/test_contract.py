"""The OpenAPI document is kept: schemathesis asks whatever it allows and reads every answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import strategies as st
from schemathesis import checks as general
from schemathesis.specs.openapi import checks

from tests.audit.conftest import World
from tests.audit.test_addresses import right

EXAMPLES = 16
"""Requests an operation, half of them about something that is there."""

CHECKS = [
    general.not_a_server_error,
    checks.response_schema_conformance,
    checks.content_type_conformance,
]


@pytest.mark.parametrize("part", ["learner", "manager"])
def test_every_answer_is_one_that_the_document_describes(
    app: Flask, world: World, token: Any, part: str
) -> None:
    headers = token(app.test_client(), getattr(world.cast, part))
    headers["Accept-Encoding"] = "identity"
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    faults = {}
    asked = 0
    for operation in operations(schema):
        asked += 1
        try:
            ask(operation, world, headers)
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001  # every operation is asked before any is blamed
            faults[f"{operation.method} {operation.path}"] = told(error)
    assert not faults, "\n\n".join(f"{name}: {text}" for name, text in faults.items())
    assert asked >= 15


def ask(operation: Any, world: World, headers: dict[str, str]) -> None:
    """Send what the document allows, to names that exist and to names that do not."""
    names = right(world, operation.path)

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(), real=st.booleans())
    def answered(case: schemathesis.Case, real: bool) -> None:  # drawn by name
        if real:
            case.path_parameters = {name: names[name] for name in case.path_parameters or {}}
        case.call_and_validate(headers=headers, checks=CHECKS)

    answered()


def operations(schema: Any) -> Iterator[Any]:
    """Yield every operation of the document but the one that would end the token in use."""
    for result in schema.get_all_operations():
        operation = result.ok()
        if (operation.method, operation.path) != ("delete", "/api/v1/tokens/current"):
            yield operation


def told(error: BaseException) -> str:
    """Return what is wrong, whole."""
    parts = getattr(error, "exceptions", ())
    return "\n".join([str(error), *map(told, parts)])
