"""A workshop that the manager has planned in Baekdam; a stranger, who holds no role, trains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.workshops.models import Workshop
from tests.workshops.planning import planned


@pytest.fixture
def workshop(session: Session, cast: Any) -> Workshop:
    return planned(session, author=cast.manager)


@pytest.fixture
def enter(app: Flask) -> Callable[[Any], FlaskClient]:
    """Sign a person in by the cookie itself, in a browser of their own."""

    def as_person(person: Any) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as stored:
            stored["_user_id"] = f"{person.public_id}.{person.session_epoch}"
        client.get("/account")
        return client

    return as_person
