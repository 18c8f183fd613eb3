"""A published course and a charter that asks for it of everybody in Baekdam."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from elearn.catalogue.formats.reader import read_pack
from elearn.catalogue.models import CourseVersion
from elearn.catalogue.services import publish
from elearn.mandates.formats import read_charter
from elearn.mandates.services import load_charter
from tests.conftest import NOW

CHARTER = Path(__file__).parents[2] / "demo" / "charters" / "baekdam.yaml"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Let the tests take place at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course(session: Session, course_pack: Path) -> CourseVersion:
    """Publish the small pack."""
    pack = read_pack(course_pack).pack
    assert pack
    version = publish(session, pack=pack, now=NOW)
    session.commit()
    return version


@pytest.fixture
def charter(session: Session, cast: Any, course: CourseVersion) -> None:
    """Load the charter of the demonstration, asking for the small course."""
    text = CHARTER.read_text().replace("human-rights-foundations", "small")
    load_charter(session, found=read_charter(CHARTER.name, text.encode()), now=NOW)
    session.commit()


@pytest.fixture
def enter(client: FlaskClient) -> Callable[[Any], FlaskClient]:
    """Sign a person in by the cookie itself: these tests are not about the form."""

    def as_person(person: Any) -> FlaskClient:
        with client.session_transaction() as stored:
            stored["_user_id"] = f"{person.public_id}.{person.session_epoch}"
        return client

    return as_person
