"""Exemptions, recognition, calendars, adhesion and accreditation, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import Course, CourseVersion
from elearn.errors import Conflict, Faults, NotFound, NotOneself
from elearn.identity.models import Organisation
from elearn.identity.queries import PersonNotFound
from elearn.identity.rules import Scope
from elearn.mandates.formats import read_calendar, read_charter, write_charter
from elearn.mandates.models import CalendarRecord, CharterVersion, ExemptionGrant
from elearn.mandates.queries import age_limit, charter_document, obligations_of
from elearn.mandates.rules import State
from elearn.mandates.services import (
    Elsewhere,
    accredit,
    adhere,
    excuse,
    load_charter,
    recognise,
    record_body_duty,
    revoke_exemption,
    set_calendar,
    withdraw,
)
from elearn.mandates.services.decide import (
    DatesUnfit,
    DecisionNotFound,
    ReasonUnknown,
    TooOld,
)
from elearn.mandates.services.settings import (
    AlreadyJoined,
    BodyDutyNotFound,
    NotBound,
    NotOpenToMembers,
)
from tests.conftest import NOW, Cast

FOLDER = Path(__file__).parent / "charters"
TODAY = date(2026, 11, 20)
HERE = Scope(("/valle/baekdam/",))
NHRI = Elsewhere("Rights in the city", "nhri", "The commission", date(2026, 3, 1), 200)


@pytest.fixture
def courses(session: Session, course: CourseVersion) -> None:
    """Put every course that the three charters name into the catalogue."""
    for slug in ("c1", "c2", "c3", "c6", "c8-executive"):
        session.add(Course(slug=slug, code=slug.upper()))
    session.commit()


@pytest.fixture
def load(session: Session, cast: Cast, courses: None) -> Callable[[str], str]:
    """Load one of the three example charters; return its code."""

    def loaded(name: str) -> str:
        file = FOLDER / f"{name}.yaml"
        text = file.read_text("utf-8").replace("valle\n  version", "valle\n  version")
        found = read_charter(file.name, text.encode())
        load_charter(session, found=found, now=NOW)
        session.commit()
        return found.charter.code

    return loaded


def grant(session: Session, cast: Cast, **changed: Any) -> ExemptionGrant:
    """Excuse the learner of the cast as the manager would."""
    given: dict[str, Any] = {
        "scope": HERE,
        "person_public_id": cast.learner.public_id,
        "charter": "chr-a",
        "requirement": "A-7-1",
        "reason": "parental_leave",
        "starts_on": date(2026, 11, 1),
        "ends_on": date(2027, 2, 28),
        "now": NOW,
        "on": TODAY,
        "approved_by": cast.manager.id,
    }
    return excuse(session, **{**given, **changed})


def owes(session: Session, cast: Cast, **known: Any) -> tuple[State, date]:
    (found,) = obligations_of(session, cast.learner.id, today=NOW, **known)
    return found.state, found.due_on


def test_a_leave_pauses_the_duty_and_is_entered_without_its_reason(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    load("baekdam")
    assert owes(session, cast) == (State.DUE, date(2026, 12, 31))
    made = grant(session, cast)
    session.commit()
    paused = (date(2027, 2, 28) - date(2026, 11, 1)).days + 1
    assert owes(session, cast) == (State.PAUSED, date(2026, 12, 31) + timedelta(days=paused))
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "exemption.granted")
    ).one()
    assert entry.subject == f"person:{cast.learner.public_id}"
    assert "leave" not in str(entry.details)
    later = NOW + timedelta(hours=1)
    revoke_exemption(
        session,
        scope=HERE,
        public_id=made.public_id,
        now=later,
        on=TODAY,
        revoked_by=cast.manager.id,
    )
    session.commit()
    assert owes(session, cast) == (State.DUE, date(2026, 12, 31))
    assert owes(session, cast, known_at=NOW)[0] == State.PAUSED
    with pytest.raises(DecisionNotFound):
        revoke_exemption(
            session,
            scope=HERE,
            public_id=made.public_id,
            now=later,
            on=TODAY,
            revoked_by=cast.manager.id,
        )


def test_of_a_sensitive_reason_no_note_is_kept(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    load("baekdam")
    made = grant(session, cast, reason="long_sick_leave", note="a diagnosis")
    assert made.note == ""
    assert grant(session, cast, note="form 12").note == "form 12"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ends_on": date(2026, 10, 1)}, DatesUnfit),
        ({"reason": "service_abroad"}, ReasonUnknown),
        ({"requirement": "A-7-2"}, ReasonUnknown),
        ({"scope": Scope(("/almar/",))}, PersonNotFound),
        ({"scope": Scope()}, PersonNotFound),
    ],
)
def test_what_an_exemption_may_not_be_is_refused_with_nothing_applied(
    session: Session,
    cast: Cast,
    load: Callable[[str], str],
    changed: dict[str, Any],
    error: type[Exception],
) -> None:
    load("baekdam")
    with pytest.raises(error):
        grant(session, cast, **changed)
    assert session.scalars(select(ExemptionGrant)).all() == []


def test_nobody_excuses_themselves(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    load("baekdam")
    with pytest.raises(NotOneself):
        grant(session, cast, person_public_id=cast.manager.public_id)


def recognised(session: Session, cast: Cast, found: Elsewhere = NHRI, **changed: Any) -> Any:
    """Recognise training of the learner as the manager would."""
    given: dict[str, Any] = {
        "scope": HERE,
        "person_public_id": cast.learner.public_id,
        "found": found,
        "accepted": True,
        "now": NOW,
        "on": TODAY,
        "decided_by": cast.manager.id,
    }
    return recognise(session, **{**given, **changed})


def test_training_elsewhere_counts_once_a_reviewer_has_found_it_to(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    load("baekdam")
    found = Elsewhere(
        "Rights in the city",
        "nhri",
        "The commission",
        date(2026, 3, 1),
        200,
        live_minutes=60,
        courses=("c1",),
    )
    recognised(session, cast, found, accepted=False)
    session.commit()
    assert owes(session, cast)[0] == State.DUE
    recognised(session, cast, found)
    session.commit()
    assert owes(session, cast)[0] == State.SATISFIED


def test_training_a_day_older_than_the_most_is_refused(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    age = (TODAY - NHRI.completed_on).days
    text = (FOLDER / "baekdam.yaml").read_text("utf-8")
    limited = text.replace("retention_months: 60}", f"max_age_days: {age}}}")
    found = read_charter("a.yaml", limited.encode())
    load_charter(session, found=found, now=NOW)
    session.commit()
    assert charter_document(session, "chr-a") == found.charter.document()
    again = read_charter("again.yaml", write_charter(found.charter.document())).charter
    assert again.content_hash() == found.charter.content_hash()
    older = replace(NHRI, completed_on=NHRI.completed_on - timedelta(days=1))
    assert recognised(session, cast).decision == "accepted"
    assert recognised(session, cast, older, accepted=False).decision == "refused"
    with pytest.raises(TooOld):
        recognised(session, cast, older)


def test_no_charter_limits_the_age_before_it_is_in_force_or_where_it_does_not_bind(
    session: Session, cast: Cast, courses: None
) -> None:
    text = (FOLDER / "baekdam.yaml").read_text("utf-8")
    limited = text.replace("retention_months: 60}", "max_age_days: 30}")
    load_charter(session, found=read_charter("a.yaml", limited.encode()), now=NOW)
    session.commit()
    front = ["/valle/baekdam/baekdam-front-desk/"]
    assert age_limit(session, front, TODAY) == 30
    assert age_limit(session, ["/almar/almar-harbour/", *front], TODAY) == 30
    assert age_limit(session, front, date(2025, 12, 31)) is None
    assert age_limit(session, ["/valle/"], TODAY) is None
    assert age_limit(session, ["/almar/almar-harbour/"], TODAY) is None


@pytest.mark.parametrize(
    ("found", "error"),
    [
        (Elsewhere("x", "nhri", "y", date(2026, 11, 21), 60), DatesUnfit),
        (Elsewhere("x", "nhri", "y", date(2026, 11, 1), 0), DatesUnfit),
        (Elsewhere("x", "nhri", "y", date(2026, 11, 1), 60, live_minutes=61), DatesUnfit),
        (Elsewhere("x", "nhri", "y", date(2026, 11, 1), 60, courses=("none",)), NotFound),
        (
            Elsewhere("x", "nhri", "y", date(2026, 11, 1), 60, valid_until=date(2026, 10, 31)),
            DatesUnfit,
        ),
    ],
)
def test_training_elsewhere_that_makes_no_sense_is_refused(
    session: Session,
    cast: Cast,
    load: Callable[[str], str],
    found: Elsewhere,
    error: type[Exception],
) -> None:
    load("baekdam")
    with pytest.raises(error):
        recognised(session, cast, found)


def place(session: Session, code: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.code == code)).one()


COMPACT = (FOLDER / "valle-norte.yaml").read_text("utf-8").replace("[en, es]", "[en]")


@pytest.fixture
def compact(session: Session, cast: Cast, courses: None) -> str:
    """Load the compact that binds its members, with no language asked for but those there are."""
    text = COMPACT.replace(", languages: [en]", "")
    load_charter(session, found=read_charter("c.yaml", text.encode()), now=NOW)
    session.commit()
    return "chr-c"


def test_a_compact_binds_from_the_day_of_adhesion_until_it_is_left(
    session: Session, cast: Cast, compact: str
) -> None:
    city = place(session, "baekdam")
    assert obligations_of(session, cast.learner.id, today=NOW) == []
    adhere(
        session, code=compact, organisation=city, on=date(2026, 3, 1), norm="Ordinance 4", now=NOW
    )
    session.commit()
    (found,) = obligations_of(session, cast.learner.id, today=NOW)
    assert found.due_on == date(2027, 3, 1)
    assert obligations_of(session, cast.learner.id, today=date(2026, 2, 28)) == []
    with pytest.raises(AlreadyJoined):
        adhere(session, code=compact, organisation=city, on=date(2026, 5, 1), norm="x", now=NOW)
    session.rollback()
    withdraw(
        session,
        code=compact,
        organisation=city,
        on=date(2026, 11, 1),
        now=NOW + timedelta(days=1),
    )
    session.commit()
    with pytest.raises(AlreadyJoined):
        withdraw(session, code=compact, organisation=city, on=date(2026, 12, 1), now=NOW)


def test_a_charter_that_binds_its_own_place_is_joined_by_nobody(
    session: Session, cast: Cast, load: Callable[[str], str]
) -> None:
    load("baekdam")
    with pytest.raises(NotOpenToMembers):
        adhere(
            session,
            code="chr-a",
            organisation=place(session, "almar"),
            on=TODAY,
            norm="x",
            now=NOW,
        )


def test_a_body_says_that_it_has_sent_its_materials_and_of_no_other_duty(
    session: Session, cast: Cast, compact: str
) -> None:
    city = place(session, "baekdam")
    given: dict[str, Any] = {
        "code": compact,
        "organisation": city,
        "done_on": TODAY,
        "now": NOW,
    }
    with pytest.raises(NotBound):
        record_body_duty(session, duty="materials", **given)
    adhere(
        session, code=compact, organisation=city, on=date(2026, 3, 1), norm="Ordinance 4", now=NOW
    )
    first = record_body_duty(session, duty="materials", **given)
    assert record_body_duty(session, duty="materials", **given).id == first.id
    with pytest.raises(BodyDutyNotFound):
        record_body_duty(session, duty="parade", **given)


def test_an_accreditation_ends_on_its_last_day(session: Session, cast: Cast, compact: str) -> None:
    made = accredit(
        session,
        code=compact,
        slug="c1",
        granted_on=date(2026, 1, 1),
        expires_on=date(2026, 12, 31),
        accredited_by="The academy",
        now=NOW,
    )
    assert made.expires_on == date(2026, 12, 31)
    with pytest.raises(Conflict):
        accredit(
            session,
            code=compact,
            slug="c2",
            granted_on=date(2026, 2, 1),
            expires_on=date(2026, 1, 1),
            accredited_by="The academy",
            now=NOW,
        )


CALENDAR = b"""
rest_days: [friday, saturday]
holidays: [2026-12-25, 2027-01-01]
fiscal_year_starts: 07-01
terms: [2026-06-01]
"""


def test_a_calendar_is_read_and_the_same_once_more_changes_nothing(
    session: Session, cast: Cast
) -> None:
    found = read_calendar("calendar.yaml", CALENDAR)
    assert found.after(date(2026, 12, 24), 1, working=True) == date(2026, 12, 27)
    assert found.fiscal_year_of(date(2026, 6, 30)) == date(2025, 7, 1)
    almar = place(session, "almar")
    assert set_calendar(session, organisation=almar, calendar=found, now=NOW)
    assert not set_calendar(session, organisation=almar, calendar=found, now=NOW)
    assert len(session.scalars(select(CalendarRecord)).all()) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fiscal_year_starts: 02-30", "“02-30” is no day of the year"),
        ("fiscal_year_starts: 02-29", "not every year has a 29 February"),
        ("rest_days: [sun]", "“sun” is not known here"),
        (
            "rest_days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
            "no day of the week is left to work on",
        ),
        ("holidays: [soon]", "“soon” is no date of our time"),
        ("holidays: 2026-12-25", "“holidays” should be a list"),
        ("feasts: []", "“feasts” is not a key"),
    ],
)
def test_each_fault_of_a_calendar_is_one_sentence_with_its_line(text: str, told: str) -> None:
    with pytest.raises(Faults) as raised:
        read_calendar("calendar.yaml", text.encode())
    assert any(
        told in str(fault) and "calendar.yaml:" in str(fault) for fault in raised.value.faults
    )


@pytest.mark.parametrize("name", ["baekdam", "port-almar", "valle-norte"])
def test_a_charter_written_back_is_the_charter_that_was_read(name: str) -> None:
    file = FOLDER / f"{name}.yaml"
    charter = read_charter(file.name, file.read_bytes()).charter
    again = read_charter("again.yaml", write_charter(charter.document())).charter
    assert again.document() == charter.document()
    assert again.content_hash() == charter.content_hash()


def test_the_commands_check_load_export_and_compare(
    session: Session, cast: Cast, courses: None, cli: Callable[..., Result], tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    text = (FOLDER / "baekdam.yaml").read_text("utf-8")
    file.write_text(text, "utf-8")
    checked = cli("charters", "check", str(file))
    assert "A-7-1 binds 5 people today: 5 join, 0 leave." in checked.output
    assert "Warning: the audience of A-7-2 matches 0 people today." in checked.output
    assert session.scalars(select(CharterVersion)).all() == []
    session.rollback()
    assert cli("charters", "load", str(file)).exit_code == 0
    exported = cli("charters", "export", "chr-a")
    again = read_charter("again.yaml", exported.output.encode()).charter
    assert again.document() == charter_document(session, "chr-a")
    session.rollback()
    amended = text.replace("version: 1", "version: 2").replace("2026-01-01", "2026-12-01")
    file.write_text(amended.replace("min_minutes: 180", "min_minutes: 240"), "utf-8")
    assert "0 join, 0 leave" in cli("charters", "load", str(file)).output
    compared = cli("charters", "diff", "chr-a", "1", "2").output
    assert "requirements[A-7-1].asked.min_minutes\n  - 180\n  + 240\n" in compared
    assert "A-7-2" not in compared
    assert cli("mandates", "rebuild").output == "The duties of 6 people are worked out.\n"
    assert "due 2026-12-31" in cli("mandates", "status", "learner", "--as-of", "2026-11-20").output
    unknown = cli("mandates", "status", "learner", "--known-at", "2020-01-01T00:00")
    assert unknown.output == "Nothing is owed.\n"


def test_a_member_may_exceed_the_wider_charter_and_never_undercut_it(
    session: Session, cast: Cast, compact: str
) -> None:
    text = (FOLDER / "baekdam.yaml").read_text("utf-8")
    first = text.replace(
        "    audience:\n      employment_type",
        "    fulfils: chr-c/C-3-1\n    audience:\n      employment_type",
    )
    with pytest.raises(Faults) as raised:
        load_charter(session, found=read_charter("a.yaml", first.encode()), now=NOW)
    told = [str(fault) for fault in raised.value.faults]
    assert any("asks for less than “chr-c/C-3-1” does: accreditation" in each for each in told)
    assert any("does: grace_days" in each for each in told)
    assert not any("min_minutes" in each for each in told)
    missing = first.replace("chr-c/C-3-1", "chr-c/C-9")
    with pytest.raises(Faults, match="no requirement “chr-c/C-9”"):
        load_charter(session, found=read_charter("a.yaml", missing.encode()), now=NOW)


def test_a_course_that_is_not_offered_in_a_language_asked_for_is_refused(
    session: Session, cast: Cast, course: CourseVersion
) -> None:
    text = (
        (FOLDER / "baekdam.yaml").read_text("utf-8").replace("[c1]", "[human-rights-foundations]")
    )
    text = text.replace("pass_mark: 0.8}  # hours", "pass_mark: 0.8, languages: [en, ko]}  # hours")
    with pytest.raises(Faults, match="“human-rights-foundations” is not offered in ko"):
        load_charter(session, found=read_charter("a.yaml", text.encode()), now=NOW)
