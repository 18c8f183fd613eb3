"""Planning, booking, the waiting list, attendance and the minutes it reports."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.errors import NotOneself
from elearn.identity.models import EmploymentSpell
from elearn.identity.rules import Scope
from elearn.learning.models import Credit
from elearn.workshops.models import Attendance, Booking, Workshop
from elearn.workshops.queries import (
    WorkshopNotFound,
    planned_at,
    seen_workshop,
    seen_workshops,
    workshop_to_mark,
)
from elearn.workshops.services import (
    AlreadyBooked,
    AttendanceCorrected,
    CodeWrong,
    Line,
    LinesUnfit,
    NotBooked,
    PlanUnfit,
    WorkshopBegun,
    WorkshopCancelled,
    WorkshopNotBegun,
    WorkshopOver,
    attend_by_code,
    book,
    cancel_workshop,
    change_workshop,
    give_back,
    make_code,
    mark_attendance,
    open_attendance,
)
from tests.conftest import NOW
from tests.workshops.planning import DRAFT, DURING, END, START, place, plain, planned

BAEKDAM = Scope(("/valle/baekdam/",))
NOWHERE = Scope()


def booked(session: Session, person: Any, workshop: Workshop) -> Booking:
    return book(session, person_id=person.id, workshop_public_id=workshop.public_id, now=NOW)


def marked(session: Session, by: Any, workshop: Workshop, *lines: Line, now: Any = END) -> int:
    return mark_attendance(
        session,
        marker_id=by.id,
        scope=NOWHERE,
        workshop_public_id=workshop.public_id,
        lines=lines,
        now=now,
    )


def change(session: Session, by: Any, workshop: Workshop, *, now: Any = NOW, **changes: Any) -> Any:
    return change_workshop(
        session,
        author_id=by.id,
        scope=BAEKDAM,
        workshop_public_id=workshop.public_id,
        draft={**DRAFT, **changes},
        compose=plain,
        now=now,
    )


def cancel(session: Session, by: Any, workshop: Workshop, now: Any = NOW) -> Workshop:
    return cancel_workshop(
        session,
        author_id=by.id,
        scope=BAEKDAM,
        workshop_public_id=workshop.public_id,
        compose=plain,
        now=now,
    )


def give(session: Session, person: Any, workshop: Workshop, now: Any = NOW) -> Booking:
    return give_back(
        session,
        person_id=person.id,
        workshop_public_id=workshop.public_id,
        compose=plain,
        now=now,
    )


def entries(session: Session, workshop: Workshop) -> list[str]:
    return list(
        session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject == f"workshop:{workshop.public_id}")
            .order_by(AuditEntry.id)
        )
    )


def test_who_works_at_the_host_or_below_may_see_it_and_nobody_else(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    today = NOW.date()
    assert [s.workshop.id for s in seen_workshops(session, cast.learner.id, today)] == [workshop.id]
    assert seen_workshops(session, cast.stranger.id, today) == []
    assert seen_workshop(session, cast.stranger.id, workshop.public_id).trains
    other = planned(session, at="baekdam-planning", trainer="author")
    with pytest.raises(WorkshopNotFound):
        seen_workshop(session, cast.learner.id, other.public_id)
    with pytest.raises(WorkshopNotFound):
        seen_workshop(session, cast.stranger.id, other.public_id)
    with pytest.raises(WorkshopNotFound):
        booked(session, cast.stranger, workshop)


def test_who_has_left_by_the_day_of_the_workshop_cannot_book_it(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    spell = session.scalars(
        select(EmploymentSpell).where(EmploymentSpell.person_id == cast.learner.id)
    ).one()
    spell.ends_on = date(2026, 11, 30)
    session.commit()
    with pytest.raises(WorkshopNotFound):
        booked(session, cast.learner, workshop)
    spell.ends_on = date(2026, 12, 1)
    session.commit()
    assert booked(session, cast.learner, workshop).id


def test_the_waiting_list_moves_up_in_order_when_a_place_is_given_back(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    people = (cast.learner, cast.manager, cast.author, cast.auditor)

    def line() -> list[int]:
        seen = [seen_workshop(session, each.id, workshop.public_id) for each in people]
        return [each.waiting if each.order else -1 for each in seen]

    for each in people:
        booked(session, each, workshop)
    assert line() == [0, 0, 1, 2]
    give(session, cast.manager, workshop)
    assert line() == [0, -1, 0, 1]
    booked(session, cast.manager, workshop)
    assert line() == [0, 2, 0, 1]
    assert session.scalar(select(func.count(Booking.id))) == 5


def test_booking_is_refused_twice_when_begun_and_when_cancelled(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, cast.learner, workshop)
    with pytest.raises(AlreadyBooked):
        booked(session, cast.learner, workshop)
    asked = {"person_id": cast.author.id, "workshop_public_id": workshop.public_id}
    with pytest.raises(WorkshopBegun):
        book(session, **asked, now=START)
    with pytest.raises(NotBooked):
        give(session, cast.author, workshop)
    with pytest.raises(WorkshopBegun):
        give(session, cast.learner, workshop, START)
    cancel(session, cast.manager, workshop)
    with pytest.raises(WorkshopCancelled):
        book(session, **asked, now=NOW)
    assert [each.workshop.id for each in seen_workshops(session, cast.learner.id, NOW.date())] == [
        workshop.id
    ]
    assert seen_workshops(session, cast.author.id, NOW.date()) == []


def test_a_plan_says_all_that_is_wrong_and_saves_nothing(session: Session, cast: Any) -> None:
    with pytest.raises(PlanUnfit) as refused:
        planned(session, courses=["no-such"], trainer="nobody", day="2026-11-19")
    assert {each.field for each in refused.value.unfit} == {"courses", "trainer", "day"}
    assert refused.value.members()["errors"]["courses"] == [
        "No course “no-such” is published here."
    ]
    assert session.scalar(select(func.count(Workshop.id))) == 0


def test_the_trainer_is_named_by_staff_number_of_the_host_or_by_user_name_anywhere(
    session: Session, cast: Any
) -> None:
    assert planned(session, trainer="1001").trainer_id == cast.learner.id
    assert planned(session, trainer="Stranger").trainer_id == cast.stranger.id
    assert planned(session, trainer="almar/1001").trainer_id == cast.stranger.id


def test_a_change_raises_the_revision_and_is_refused_after_the_beginning(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    assert change(session, cast.manager, workshop).revision == 0
    changed = change(session, cast.manager, workshop, starts="15:00", ends="17:00", capacity="")
    assert (changed.revision, changed.capacity) == (1, None)
    assert changed.starts_at == START + timedelta(hours=1)
    with pytest.raises(WorkshopBegun):
        change(session, cast.manager, workshop, now=END, place="Elsewhere")
    with pytest.raises(WorkshopBegun):
        cancel(session, cast.manager, workshop, now=END)
    assert cancel(session, cast.manager, workshop).revision == 2
    with pytest.raises(WorkshopCancelled):
        change(session, cast.manager, workshop)
    with pytest.raises(WorkshopCancelled):
        cancel(session, cast.manager, workshop)
    assert entries(session, workshop) == [
        "workshop.planned",
        "workshop.changed",
        "workshop.cancelled",
    ]


def test_places_that_are_given_are_not_taken_away(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    for each in (cast.learner, cast.author):
        booked(session, each, workshop)
    with pytest.raises(PlanUnfit) as refused:
        change(session, cast.manager, workshop, capacity=1)
    assert [each.field for each in refused.value.unfit] == ["capacity"]


def test_a_workshop_with_a_waiting_list_can_still_be_changed(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    for each in (cast.learner, cast.author, cast.auditor):
        booked(session, each, workshop)
    assert change(session, cast.manager, workshop, place="Room 5").place == "Room 5"
    with pytest.raises(PlanUnfit) as refused:
        change(session, cast.manager, workshop, capacity=1)
    assert refused.value.unfit[0].params == {"count": 2}


def test_outside_the_scope_a_workshop_does_not_exist(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    asked: dict[str, Any] = {
        "author_id": cast.stranger.id,
        "scope": Scope(("/almar/",)),
        "workshop_public_id": workshop.public_id,
        "compose": plain,
        "now": NOW,
    }
    with pytest.raises(WorkshopNotFound):
        change_workshop(session, **asked, draft=DRAFT)
    with pytest.raises(WorkshopNotFound):
        cancel_workshop(session, **asked)
    assert planned_at(session, place(session, "almar")) == []
    assert len(planned_at(session, place(session, "valle"))) == 1


def test_a_trainer_without_a_role_opens_the_list_of_their_own_workshop_alone(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, cast.learner, workshop)
    other = planned(session, trainer="author")

    def opened(public_id: str) -> list[str]:
        _, found = open_attendance(
            session,
            reader_id=cast.stranger.id,
            scope=NOWHERE,
            workshop_public_id=public_id,
            now=NOW,
        )
        return [each.staff_number for each in found]

    assert opened(workshop.public_id) == ["1001"]
    with pytest.raises(WorkshopNotFound):
        opened(other.public_id)
    assert entries(session, workshop)[-1] == "attendance.read"
    assert "attendance.read" not in entries(session, other)


def test_attendance_reports_its_minutes_into_learning_on_the_civil_day_of_the_place(
    session: Session, cast: Any
) -> None:
    workshop = planned(session, starts="07:00", ends="09:00", courses=[], titles={"ar": "المساواة"})
    booked(session, cast.learner, workshop)
    assert workshop.starts_at.date() == date(2026, 11, 30)
    assert marked(session, cast.stranger, workshop, Line(80, cast.learner.public_id)) == 1
    credit = session.scalars(select(Credit)).one()
    attendance = session.scalars(select(Attendance)).one()
    assert (credit.minutes, credit.live_minutes) == (80, 80)
    assert (credit.credited_on, credit.provider) == (date(2026, 12, 1), "civil_society")
    assert (credit.title, credit.topics) == ("المساواة", ["equality"])
    assert credit.source_key == f"workshop:{workshop.public_id}:{attendance.id}"
    assert attendance.marked_by == cast.stranger.id


def test_a_correction_withdraws_and_records_anew_and_overwrites_nothing(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, cast.learner, workshop)
    person = cast.learner.public_id
    later = END + timedelta(hours=1)
    assert marked(session, cast.stranger, workshop, Line(90, person)) == 1
    assert marked(session, cast.stranger, workshop, Line(90, person)) == 0
    assert marked(session, cast.stranger, workshop, Line(60, person), now=later) == 1
    assert marked(session, cast.stranger, workshop, Line(0, person), now=later) == 1
    assert marked(session, cast.stranger, workshop, Line(0, person), now=later) == 0
    rows = session.scalars(select(Attendance).order_by(Attendance.id)).all()
    assert [(row.minutes, row.withdrawn_at) for row in rows] == [(90, later), (60, later)]
    assert {row.withdrawn_by for row in rows} == {cast.stranger.id}
    credits_ = session.scalars(select(Credit).order_by(Credit.id)).all()
    assert [(each.minutes, each.withdrawn_at) for each in credits_] == [(90, later), (60, later)]


def test_attendance_is_refused_before_the_start_when_cancelled_and_above_the_minutes(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    booked(session, cast.learner, workshop)
    session.commit()
    line = Line(90, cast.learner.public_id)
    with pytest.raises(WorkshopNotBegun):
        marked(session, cast.stranger, workshop, line, now=START - timedelta(seconds=1))
    with pytest.raises(LinesUnfit) as refused:
        marked(
            session,
            cast.stranger,
            workshop,
            line,
            Line(91, cast.learner.public_id),
            Line(10, cast.author.public_id),
            Line(10, staff_number="9999"),
            Line(91, staff_number="1003"),
        )
    assert sorted(refused.value.unfit) == [1, 2, 3, 4]
    assert "credits 90 minutes at most" in refused.value.members()["errors"]["4"][0]
    assert session.scalar(select(func.count(Attendance.id))) == 0
    cancel(session, cast.manager, workshop)
    with pytest.raises(WorkshopCancelled):
        marked(session, cast.stranger, workshop, line)


def test_somebody_is_added_by_their_exact_staff_number_and_by_nothing_less(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    for number in ("100", "almar/1001", "%", "Leila", ""):
        with pytest.raises(LinesUnfit):
            marked(session, cast.stranger, workshop, Line(90, staff_number=number))
    assert marked(session, cast.stranger, workshop, Line(90, staff_number="١٠٠٣")) == 1
    assert marked(session, cast.stranger, workshop, Line(90, staff_number="baekdam/1001")) == 1
    found = session.scalars(select(Attendance.person_id).order_by(Attendance.id)).all()
    assert found == [cast.author.id, cast.learner.id]


def test_nobody_credits_minutes_to_themselves(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    own = planned(session, trainer="author")
    booked(session, cast.author, own)
    with pytest.raises(NotOneself):
        marked(session, cast.author, own, Line(90, cast.author.public_id))
    _, code = make_code(
        session,
        marker_id=cast.author.id,
        scope=NOWHERE,
        workshop_public_id=own.public_id,
        now=DURING,
    )
    with pytest.raises(NotOneself):
        attend_by_code(
            session,
            person_id=cast.author.id,
            workshop_public_id=own.public_id,
            code=code,
            now=DURING,
        )


def test_a_code_holds_from_the_start_to_an_hour_after_the_end_and_a_new_one_voids_it(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    made: dict[str, Any] = {
        "marker_id": cast.stranger.id,
        "scope": NOWHERE,
        "workshop_public_id": workshop.public_id,
    }

    def typed(code: str, now: Any, person: Any = cast.learner) -> Attendance:
        return attend_by_code(
            session,
            person_id=person.id,
            workshop_public_id=workshop.public_id,
            code=code,
            now=now,
        )

    with pytest.raises(CodeWrong):
        typed("", START)
    _, old = make_code(session, **made, now=NOW)
    _, code = make_code(session, **made, now=NOW)
    assert code not in str(workshop.code_digest)
    with pytest.raises(WorkshopNotBegun):
        typed(code, START - timedelta(seconds=1))
    with pytest.raises(WorkshopOver):
        typed(code, END + timedelta(hours=1, seconds=1))
    with pytest.raises(CodeWrong):
        typed(old, DURING)
    with pytest.raises(WorkshopNotFound):
        typed(code, DURING, cast.stranger)
    first = typed(code.upper(), END + timedelta(hours=1))
    assert (first.minutes, first.way, first.marked_by) == (90, "code", cast.learner.id)
    assert typed(code, DURING).id == first.id
    assert session.scalar(select(func.count(Credit.id))) == 1
    with pytest.raises(WorkshopOver):
        make_code(session, **made, now=END + timedelta(hours=2))


def test_a_code_does_not_undo_what_the_trainer_has_corrected(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    asked: dict[str, Any] = {"workshop_public_id": workshop.public_id, "now": DURING}
    _, code = make_code(session, marker_id=cast.stranger.id, scope=NOWHERE, **asked)
    attend_by_code(session, person_id=cast.learner.id, code=code, **asked)
    marked(session, cast.stranger, workshop, Line(0, cast.learner.public_id))
    with pytest.raises(AttendanceCorrected):
        attend_by_code(session, person_id=cast.learner.id, code=code, **asked)


def test_who_plans_workshops_marks_in_place_of_a_trainer_who_is_gone(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    found = workshop_to_mark(session, cast.manager.id, BAEKDAM, workshop.public_id)
    assert found.id == workshop.id
    with pytest.raises(WorkshopNotFound):
        workshop_to_mark(session, cast.manager.id, Scope(("/almar/",)), workshop.public_id)


def test_minutes_stay_with_somebody_who_works_elsewhere_by_now(
    session: Session, cast: Any, workshop: Workshop
) -> None:
    marked(session, cast.stranger, workshop, Line(90, staff_number="1001"))
    spell = session.scalars(
        select(EmploymentSpell).where(EmploymentSpell.person_id == cast.learner.id)
    ).one()
    spell.unit_id = place(session, "almar-harbour").id
    session.commit()
    found = seen_workshops(session, cast.learner.id, END.date() + timedelta(days=30))
    assert [(each.attended, each.bookable) for each in found] == [(90, False)]
