"""A manager sees how their own team stands, by name, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.identity.models import Organisation
from elearn.identity.services import grant_role
from elearn.permissions import Role
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def head(
    client: FlaskClient,
    cast: Cast,
    charter: str,
    session: Session,
    sign_in: Callable[[FlaskClient, Any], None],
) -> FlaskClient:
    """Sign in somebody who leads the front desk and holds nothing else."""
    unit = session.scalars(
        select(Organisation).where(Organisation.code == "baekdam-front-desk")
    ).one()
    grant_role(
        session, person_id=cast.stranger.id, organisation_id=unit.id, role=Role.MANAGER, now=NOW
    )
    session.commit()
    sign_in(client, cast.stranger)
    return client


def test_the_start_page_counts_the_team_and_names_it_on_request(
    head: FlaskClient, cast: Cast, session: Session
) -> None:
    assert "<strong>1</strong>" in head.get("/?lang=en").text
    named = head.get("/organisations/baekdam-front-desk/report/people").text
    assert cast.learner.name in named
    assert cast.manager.name not in named
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.actor_id == cast.stranger.id).order_by(AuditEntry.id)
    ).all()[-1]
    assert entry.action.startswith("report")


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/baekdam/report",
        "/organisations/baekdam/report/people",
        "/organisations/baekdam-planning/report/people",
        "/organisations/almar/report",
        "/organisations/baekdam-front-desk/people",
        "/organisations/baekdam-front-desk/exemptions",
    ],
)
def test_outside_the_team_and_beside_its_report_there_is_nothing(
    head: FlaskClient, address: str
) -> None:
    assert head.get(address).status_code in {403, 404}
