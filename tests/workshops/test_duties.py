"""A charter that demands minutes live with civil society, and the workshop that meets it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from elearn.identity.rules import Scope
from elearn.mandates.formats import read_charter
from elearn.mandates.queries import obligations_of
from elearn.mandates.rules import State
from elearn.mandates.services import load_charter
from elearn.workshops.models import Workshop
from elearn.workshops.services import Line, mark_attendance
from tests.conftest import NOW
from tests.workshops.planning import END, planned

CHARTER = b"""\
charter:
  code: live
  organisation: baekdam
  version: 1
  titles: {en: Live training}
  legal_status: ordinance
  adopted_on: 2025-05-21
  in_force_from: 2026-01-01
  language_of_record: en
  provenance: illustrative
articles:
  - {number: "7", headings: {en: Education}, texts: {en: "Sixty minutes live with civil society."}}
requirements:
  - code: L-1
    article: "7"
    audience: {body_kind: [administration]}
    requirement: {kind: hours, min_minutes: 60}
    provider: {allowed: [civil_society], live_minutes_min: 60}
    recurrence: {type: calendar_year}
    initial_deadline: {trigger: hire, days: 90}
"""


@pytest.fixture
def charter(session: Session, cast: Any) -> None:
    load_charter(session, found=read_charter("live.yaml", CHARTER), now=NOW)
    session.commit()


def marked(session: Session, cast: Any, workshop: Workshop, minutes: int) -> tuple[State, Any]:
    """Mark the learner's attendance and return how their duty stands then."""
    mark_attendance(
        session,
        marker_id=cast.stranger.id,
        scope=Scope(),
        workshop_public_id=workshop.public_id,
        lines=[Line(minutes, staff_number="1001")],
        now=END,
    )
    session.commit()
    (owed,) = obligations_of(session, cast.learner.id, today=END)
    return owed.state, owed.satisfied_on


def test_minutes_at_a_workshop_of_civil_society_meet_the_duty_until_they_are_withdrawn(
    session: Session, cast: Any, charter: None, workshop: Workshop
) -> None:
    (owed,) = obligations_of(session, cast.learner.id, today=END)
    assert owed.state == State.DUE
    assert marked(session, cast, workshop, 59) == (State.DUE, None)
    assert marked(session, cast, workshop, 60) == (State.SATISFIED, date(2026, 12, 1))
    assert marked(session, cast, workshop, 0) == (State.DUE, None)


def test_a_workshop_that_somebody_else_teaches_does_not_meet_it(
    session: Session, cast: Any, charter: None
) -> None:
    other = planned(session, provider="university")
    assert marked(session, cast, other, 90) == (State.DUE, None)
