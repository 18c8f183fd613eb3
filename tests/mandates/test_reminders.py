"""Reminders and escalation, from a charter to the message that arrives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import Result
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import CourseVersion
from elearn.database import transaction
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.services import grant_role
from elearn.locales import day
from elearn.mail import OutboxMessage
from elearn.mandates.formats import read_charter
from elearn.mandates.models import CalendarRecord, ExemptionGrant, ReminderSent
from elearn.mandates.models import Charter as CharterRow
from elearn.mandates.queries import reminder_plan
from elearn.mandates.rules import WorkCalendar
from elearn.mandates.services import Words, load_charter, remind
from elearn.permissions import Role
from tests.conftest import NOW
from tests.learning.test_races import THREADS, at_once
from tests.mandates.stories import SLUG

DUE = date(2026, 12, 31)
"""A Thursday: the end of the year in which everybody of Baekdam is bound."""
CHARTER = """
charter:
  code: baekdam
  organisation: baekdam
  version: 1
  titles: {en: Baekdam Human Rights Charter, ko: 백담 인권헌장, ar: ميثاق بيكدام لحقوق الإنسان}
  legal_status: ordinance
  adopted_on: 2025-05-21
  in_force_from: 2026-01-01
  language_of_record: ko
  provenance: illustrative
articles:
  - number: "7"
    headings: {en: Human rights education, ko: 인권교육, ar: التثقيف في مجال حقوق الإنسان}
    texts: {en: Every employee takes human rights education in each calendar year.}
requirements:
  - code: A-7-1
    article: "7"
    audience: {body_kind: [administration]}
    requirement: {kind: course, courses: [human-rights-foundations]}
    recurrence: {type: calendar_year, grace_days: 30}
    initial_deadline: {trigger: hire, days: 90}
    reminders: {before_days: [60, 30, 7], after_days: [7], escalate: {manager: 7, office: 30}}
"""
SECOND = ("code: baekdam\n", "code: second\n")
"""What makes another charter of it."""
COMPANION = Path(__file__).parent / "charters" / "baekdam.yaml"


def at(day: str, clock: str = "10:00", zone: str = "+09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}{zone}")


@pytest.fixture
def load(session: Session, cast: Any, course: CourseVersion) -> Callable[..., None]:
    """Load a charter, with changes to its text."""

    def read(text: str, *changes: tuple[str, str]) -> None:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        load_charter(session, found=read_charter("charter.yaml", text.encode()), now=NOW)
        session.commit()

    return read


@pytest.fixture
def reminding(load: Callable[..., None]) -> None:
    """Load the charter of Baekdam with reminders for the duty of its staff."""
    load(CHARTER)


@pytest.fixture
def run(cli: Callable[..., Result], session: Session) -> Callable[..., str]:
    """Run the command at an instant and return what it says."""

    def remind_at(when: datetime, *options: str) -> str:
        session.rollback()
        done = cli("mandates", "remind", "--now", when.isoformat(), *options)
        assert done.exit_code == 0, done.output
        session.expire_all()
        return str(done.output)

    return remind_at


@pytest.fixture
def met(session: Session) -> Callable[..., Person]:
    """Change how a person is met: language, address, time zone."""

    def change(person: Any, **facts: Any) -> Person:
        found = session.get_one(Person, person.id)
        for name, value in facts.items():
            setattr(found, name, value)
        session.commit()
        return found

    return change


@pytest.fixture
def grant(session: Session) -> Callable[..., None]:
    """Grant a role on an organisation."""

    def give(person: Any, role: Role, code: str) -> None:
        place = session.scalars(select(Organisation).where(Organisation.code == code)).one()
        grant_role(session, person_id=person.id, organisation_id=place.id, role=role, now=NOW)
        session.commit()

    return give


def steps(session: Session, recipient: Any, about: Any = None) -> list[str]:
    session.rollback()
    found = select(ReminderSent.step).where(ReminderSent.recipient_id == recipient.id)
    found = found.where(ReminderSent.person_id == (about or recipient).id)
    return list(session.scalars(found.order_by(ReminderSent.id)))


def messages(session: Session, recipient: Any) -> Sequence[OutboxMessage]:
    session.rollback()
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.person_id == recipient.id)
        .order_by(OutboxMessage.id)
    ).all()


def test_a_charter_without_reminders_sends_none(load: Any, run: Any, session: Session) -> None:
    line = next(line for line in CHARTER.splitlines(keepends=True) if "reminders:" in line)
    load(CHARTER, (line, ""))
    assert "0 digests" in run(at("2026-12-24"))
    assert session.scalars(select(OutboxMessage)).all() == []


def test_each_step_is_sent_once_however_often_the_command_runs(
    reminding: None, run: Any, session: Session, cast: Any
) -> None:
    assert "5 digests, with 5 reminders" in run(at("2026-11-20"))
    for day_of_run in ("2026-11-20", "2026-11-23", "2026-12-01", "2026-12-01", "2026-12-23"):
        run(at(day_of_run))
    assert steps(session, cast.learner) == ["before:60", "before:30"]
    for day_of_run in ("2026-12-24", "2026-12-31", "2027-01-07", "2027-01-08"):
        run(at(day_of_run))
    told = ["before:60", "before:30", "before:7", "on:0", "after:7"]
    assert steps(session, cast.learner) == told
    assert len(messages(session, cast.learner)) == 5
    assert steps(session, cast.stranger) == []


def test_missed_runs_are_made_good_with_one_message_and_not_with_a_burst(
    reminding: None, run: Any, session: Session, cast: Any
) -> None:
    run(at("2026-12-29"))
    assert steps(session, cast.learner) == ["before:7"]
    run(at("2027-01-20"))
    assert steps(session, cast.learner) == ["before:7", "after:7"]


def test_who_has_met_it_hears_nothing(
    reminding: None, run: Any, session: Session, cast: Any, complete: Callable[..., None]
) -> None:
    complete(cast.learner)
    for day_of_run in ("2026-12-01", "2026-12-31", "2027-02-10"):
        run(at(day_of_run))
    assert messages(session, cast.learner) == []
    assert steps(session, cast.manager, cast.learner) == []


def test_two_runs_at_once_and_on_two_days_tell_everybody_once(
    app: Flask, reminding: None, session: Session, cast: Any
) -> None:
    session.rollback()
    # At half past seven it still arrives today, at half past eight tomorrow: two keys.
    instants = [at("2026-12-24", "19:30"), at("2026-12-24", "20:30")] * (THREADS // 2)

    def running(now: datetime) -> Callable[[Session], int]:
        def go(inside: Session) -> int:
            inside.rollback()
            plan = reminder_plan(inside, now=now)
            inside.rollback()
            written = 0
            for digest in plan.digests:
                with transaction() as writing:
                    said = remind(
                        writing, digest=digest, compose=lambda _: Words("en", "s", "b"), now=now
                    )
                written += said is not None
            return written

        return go

    written = at_once(app, [running(now) for now in instants])
    assert sum(written) == 5
    assert steps(session, cast.learner) == ["before:7"]
    assert len(messages(session, cast.learner)) == 1


def test_the_day_is_that_of_the_place_and_the_quiet_hours_are_those_of_the_reader(
    reminding: None, run: Any, session: Session, cast: Any, met: Any
) -> None:
    met(cast.learner, time_zone="Pacific/Pago_Pago")  # UTC−11
    met(cast.author, time_zone="Pacific/Kiritimati")  # UTC+14
    run(at("2026-11-20"))
    run(at("2026-11-30", "23:59"))  # still the thirty-first day before in Seoul
    assert steps(session, cast.auditor) == ["before:60"]
    run(at("2026-12-01", "00:30"))
    arrivals = {
        person: messages(session, person)[-1].not_before
        for person in (cast.learner, cast.author, cast.auditor)
    }
    assert steps(session, cast.learner) == ["before:60", "before:30"]
    assert arrivals == {
        cast.learner: datetime(2026, 11, 30, 18, tzinfo=UTC),  # Monday, 07:00 there
        cast.author: datetime(2026, 11, 30, 17, tzinfo=UTC),  # Tuesday, 07:00 there
        cast.auditor: datetime(2026, 11, 30, 22, tzinfo=UTC),  # Tuesday, 07:00 in Seoul
    }


def test_over_a_weekend_one_message_waits_and_says_what_is_true_when_it_was_last_written(
    reminding: None, load: Any, run: Any, session: Session, cast: Any
) -> None:
    run(at("2026-11-21"))  # a Saturday
    (waiting,) = messages(session, cast.learner)
    assert waiting.not_before == at("2026-11-23", "07:00")
    assert "A second duty" not in waiting.body
    second = ("en: Human rights education", "en: A second duty")
    load(CHARTER, SECOND, second)
    run(at("2026-11-22"))
    (waiting,) = messages(session, cast.learner)
    assert "Human rights education" in waiting.body
    assert "A second duty" in waiting.body
    assert waiting.subject == "Your training: 2 duties are open"
    run(at("2026-11-23"))
    assert len(messages(session, cast.learner)) == 1


def test_a_message_that_is_on_its_way_is_not_written_anew(
    reminding: None, load: Any, run: Any, session: Session, cast: Any
) -> None:
    run(at("2026-11-20"))
    (sent,) = messages(session, cast.learner)
    sent.attempts, before = 1, sent.body
    session.commit()
    load(CHARTER, SECOND)
    run(at("2026-11-20", "11:00"))
    assert [each.body for each in messages(session, cast.learner)] == [before]
    run(at("2026-11-23"))  # the rest comes on another day
    assert len(messages(session, cast.learner)) == 2


def test_what_is_met_meanwhile_is_left_out_when_a_message_is_written_anew(
    reminding: None, load: Any, run: Any, session: Session, cast: Any, grant: Any, complete: Any
) -> None:
    grant(cast.author, Role.MANAGER, "baekdam")
    run(at("2027-01-09"))  # a Saturday, nine days past the due day
    (waiting,) = messages(session, cast.author)
    assert "한서연" in waiting.body
    complete(cast.learner, at("2027-01-09", "12:00"))
    load(CHARTER, SECOND)  # met by the same course
    run(at("2027-01-10"))
    (waiting,) = messages(session, cast.author)
    assert "한서연" not in waiting.body
    assert "王小明" in waiting.body


def test_managers_hear_after_seven_days_and_the_office_after_thirty_of_those_they_see(
    reminding: None, run: Any, session: Session, cast: Any, grant: Any
) -> None:
    grant(cast.author, Role.MANAGER, "baekdam-front-desk")
    run(at("2027-01-06"))
    assert steps(session, cast.author, cast.learner) == []
    run(at("2027-01-07"))
    assert steps(session, cast.author, cast.learner) == ["manager:7"]
    assert steps(session, cast.author, cast.auditor) == []  # not of the front desk
    (message,) = messages(session, cast.author)[-1:]
    assert "한서연" in message.body
    assert "Was due Thursday 31 December 2026, 7 days ago." in message.body
    assert "Until Saturday 30 January 2027 it still counts as on time." in message.body
    assert "王小明" not in message.body
    assert steps(session, cast.manager, cast.learner) == []
    run(at("2027-02-01"))
    office = messages(session, cast.manager)[-1]
    assert steps(session, cast.manager, cast.learner) == ["office:30"]
    assert steps(session, cast.manager, cast.auditor) == ["office:30"]
    assert office.body.count("32 days ago") == 1  # a duty is said once, with all its people
    assert "Front desk\n- 한서연\n" in office.body
    # Nobody is spoken of to themselves; that of the office is heard at the nearest place above.
    assert NAMES["manager"] not in office.body.split("People you answer for")[1]
    assert steps(session, cast.administrator, cast.manager) == ["office:30"]
    assert steps(session, cast.administrator, cast.learner) == []
    entry = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == f"person:{cast.manager.public_id}")
        .where(AuditEntry.action == "reminder.written")
        .order_by(AuditEntry.id.desc())
    ).first()
    assert entry is not None
    assert entry.details == {"own": 0, "others": 4}


NAMES = {"manager": "María José Núñez"}


def test_a_manager_who_has_left_is_passed_over_and_nobody_at_all_is_said(
    reminding: None, run: Any, session: Session, cast: Any, grant: Any
) -> None:
    said = run(at("2027-01-07"))
    assert "Nobody answers for 5 duties past their day: name managers" in said
    grant(cast.author, Role.MANAGER, "baekdam-front-desk")
    grant(cast.auditor, Role.MANAGER, "valle")
    spell = session.scalars(
        select(EmploymentSpell).where(EmploymentSpell.person_id == cast.author.id)
    ).one()
    spell.ends_on = date(2026, 12, 31)
    session.commit()
    run(at("2027-01-08"))
    assert steps(session, cast.author, cast.learner) == []
    assert steps(session, cast.auditor, cast.learner) == ["manager:7"]


def test_a_sensitive_reason_never_appears_and_who_is_paused_is_not_spoken_of(
    load: Any, run: Any, session: Session, cast: Any, grant: Any
) -> None:
    load(COMPANION.read_text("utf-8"), ("courses: [c1]", f"courses: [{SLUG}]"))
    charter_id = session.scalars(select(CharterRow.id)).one()

    def excuse(person: Any, first: date, last: date) -> None:
        session.add(
            ExemptionGrant(
                person_id=person.id,
                charter_id=charter_id,
                reason="long_sick_leave",
                starts_on=first,
                ends_on=last,
                approved_by=cast.manager.id,
                recorded_at=NOW,
            )
        )
        session.commit()

    excuse(cast.learner, date(2026, 11, 1), date(2027, 3, 1))
    excuse(cast.auditor, date(2026, 10, 1), date(2026, 10, 31))
    grant(cast.author, Role.MANAGER, "baekdam")
    for day_of_run in ("2026-12-24", "2027-01-15", "2027-02-15", "2027-03-15"):
        run(at(day_of_run))
    every = session.scalars(select(OutboxMessage)).all()
    assert every
    for message in every:
        text = f"{message.subject} {message.body}".lower()
        assert not any(word in text for word in ("sick", "leave", "excused", "paused"))
    for heard in ("2026-12-24", "2027-02-15"):
        until = at(heard, "23:59")
        assert not [each for each in messages(session, cast.learner) if each.created_at <= until]
    before = [each for each in messages(session, cast.author) if each.created_at < at("2027-03-01")]
    assert all("한서연" not in each.body for each in before)
    own = messages(session, cast.auditor)[0].body
    assert "At least 180 minutes of training in all." in own
    assert "At least 60 minutes of it together with others." in own


def test_a_digest_speaks_the_language_of_its_reader_and_arrives_as_a_file(
    app: Flask,
    reminding: None,
    run: Any,
    session: Session,
    cast: Any,
    met: Any,
    cli: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    met(cast.learner, language="ko", email="learner@city.example")
    met(cast.auditor, language="ar", email="auditor@city.example")
    met(cast.author, language="tlh", email="author@city.example")  # then that of the employer
    run(at("2026-12-01"))
    changed = replace(
        app.config["ELEARN"], mail_url=f"folder:{tmp_path}", mail_from="Training <t@city.example>"
    )
    monkeypatch.setitem(app.config, "ELEARN", changed)
    with time_machine.travel(at("2026-12-01", "10:05"), tick=False):
        assert "3 messages sent, 0 failed." in cli("mail", "send").output
    files = (
        message_from_bytes(each.read_bytes(), policy=policy.default) for each in tmp_path.iterdir()
    )
    by_language = {each["Content-Language"]: each for each in files}
    assert by_language.keys() == {"ko", "ar", "en"}
    place = {"ko": "백담시", "ar": "مدينة بيكدام", "en": "City of Baekdam"}
    name = {"ko": "한서연", "ar": "王小明", "en": "Leila Mansour"}
    heading = {
        "ko": "인권교육",
        "ar": "التثقيف في مجال حقوق الإنسان",
        "en": "Human rights education",
    }
    title = {
        "ko": "백담 인권헌장",
        "ar": "ميثاق بيكدام لحقوق الإنسان",
        "en": "Baekdam Human Rights Charter",
    }
    for language, message in by_language.items():
        blocks = message.get_content().replace("\r\n", "\n").strip().split("\n\n")
        greeting, _, duty, link, _ = blocks
        assert name[language] in greeting
        course, due, article, cited = duty.splitlines()
        assert course == "Human rights foundations"
        assert day(DUE, language) in due
        assert place[language] in due
        assert article == heading[language]
        assert title[language] in cited
        assert ("٧" if language == "ar" else "7") in cited
        assert link.splitlines()[1] == "http://training.test/my-training"
    assert "الموعد النهائي الخميس" in by_language["ar"].get_content()
    assert "2026년 12월 31일 목요일" in by_language["ko"].get_content()


def test_who_has_no_address_gets_it_on_paper(
    reminding: None, run: Any, cli: Callable[..., Result], cast: Any, met: Any
) -> None:
    met(cast.author, email="author@city.example")
    assert "4 for people without an address." in run(at("2026-12-01"))
    sheets = cli("mail", "print", "baekdam").stdout.split("\f")[:-1]
    assert len(sheets) == 4
    assert sheets[0].startswith("Front desk\n한서연 (1001)\n\nYour training: 1 duty is open\n")
    assert all("http://training.test/my-training" in sheet for sheet in sheets)
    assert not any("Leila Mansour" in sheet for sheet in sheets)


def test_the_calendar_of_the_place_says_which_days_are_quiet(
    reminding: None, run: Any, session: Session, cast: Any
) -> None:
    city = session.scalars(select(Organisation).where(Organisation.code == "baekdam")).one()
    closed = WorkCalendar(holidays=frozenset({date(2026, 12, 1), date(2026, 12, 2)}))
    session.add(
        CalendarRecord(organisation_id=city.id, document=closed.document(), recorded_at=NOW)
    )
    session.commit()
    run(at("2026-12-01"))
    assert messages(session, cast.learner)[0].not_before == at("2026-12-03", "07:00")


def test_a_dry_run_says_how_much_and_writes_nothing(
    reminding: None, run: Any, session: Session, cast: Any
) -> None:
    said = run(at("2026-12-01"), "--dry-run")
    assert "Dry run, nothing written: 5 digests, with 5 reminders" in said
    assert session.scalars(select(OutboxMessage)).all() == []
    run(at("2026-12-01"))
    assert "nothing written: 0 digests" in run(at("2026-12-01"), "--dry-run")


@pytest.mark.one_database
@pytest.mark.parametrize("given", ["tomorrow", "2026-12-01T09:00:00"])
def test_an_instant_without_a_zone_is_refused_in_a_sentence(
    cli: Callable[..., Result], given: str
) -> None:
    done = cli("mandates", "remind", "--now", given)
    assert done.exit_code == 2
    assert "write an instant with its zone" in done.output


def test_many_people_cost_no_more_statements_than_few(
    app: Flask, reminding: None, session: Session, cast: Any
) -> None:
    counted: list[str] = []

    def note(*arguments: Any) -> None:
        counted.append(arguments[2])

    def cost() -> int:
        session.rollback()
        counted.clear()
        plan = reminder_plan(session, now=at("2027-02-10"))
        assert plan.digests
        return len(counted)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    few = cost()
    for number in range(30):
        found = session.scalars(
            select(EmploymentSpell).where(EmploymentSpell.person_id == cast.auditor.id)
        ).one()
        person = Person(
            organisation_id=cast.auditor.organisation_id,
            staff_number=f"9{number}",
            name=f"Person {number}",
            created_at=NOW,
        )
        session.add(person)
        session.flush()
        session.add(
            EmploymentSpell(
                person_id=person.id,
                unit_id=found.unit_id,
                role_family="front_desk",
                employment_type="permanent",
                starts_on=date(2026, 2, 2),
                recorded_at=NOW,
            )
        )
    session.commit()
    assert cost() == few
