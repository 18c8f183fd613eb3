"""What two people do at the same moment, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.identity.rules import Scope
from elearn.learning.models import Credit
from elearn.workshops.models import Attendance, Booking, Workshop
from elearn.workshops.queries import seen_workshop
from elearn.workshops.services import AlreadyBooked, Line, book, mark_attendance
from tests.conftest import NOW
from tests.learning.test_races import THREADS, at_once
from tests.workshops.planning import END, planned


def booking(person_id: int, public_id: str) -> Callable[[Session], Any]:
    """Return a booking whose outcome is the number on the waiting list, or what refused it."""

    def run(session: Session) -> Any:
        try:
            book(session, person_id=person_id, workshop_public_id=public_id, now=NOW)
        except AlreadyBooked as refused:
            return refused.code
        return seen_workshop(session, person_id, public_id).waiting

    return run


def test_of_two_who_book_the_last_place_at_once_one_gets_it(
    app: Flask, session: Session, cast: Any
) -> None:
    workshop = planned(session, capacity=1)
    people = [cast.learner.id, cast.manager.id, cast.author.id, cast.auditor.id]
    found = at_once(app, [booking(each, workshop.public_id) for each in people])
    assert sorted(found) == [0, 1, 2, 3]


def test_one_person_who_books_many_times_at_once_has_one_booking(
    app: Flask, session: Session, cast: Any, workshop: Workshop
) -> None:
    found = at_once(app, [booking(cast.learner.id, workshop.public_id)] * THREADS)
    assert sorted(map(str, found)) == ["0"] + ["already-booked"] * (THREADS - 1)
    assert session.scalar(select(func.count(Booking.id))) == 1


def test_the_same_list_sent_many_times_at_once_credits_once(
    app: Flask, session: Session, cast: Any, workshop: Workshop
) -> None:
    public_id, trainer = workshop.public_id, cast.stranger.id

    def mark(session: Session) -> int:
        return mark_attendance(
            session,
            marker_id=trainer,
            scope=Scope(),
            workshop_public_id=public_id,
            lines=[Line(90, staff_number="1001")],
            now=END,
        )

    session.rollback()
    assert sum(at_once(app, [mark] * THREADS)) == 1
    assert session.scalar(select(func.count(Attendance.id))) == 1
    assert session.scalar(select(func.count(Credit.id))) == 1
