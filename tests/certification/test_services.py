"""Issuing: once, frozen, and the same for everybody who asks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from elearn.audit import AuditEntry
from elearn.catalogue.models import CourseVersion, VersionLanguage
from elearn.certification.formats.pdf import ScriptNotCovered
from elearn.certification.models import Certificate
from elearn.certification.queries import (
    CertificateNotFound,
    NotCompleted,
    certificate_of,
    verify,
    without_certificate,
)
from elearn.certification.rules import codes
from elearn.certification.rules.statement import fingerprint
from elearn.certification.rules.verdict import Verdict
from elearn.certification.services import issue, issue_missing
from elearn.database import transaction
from elearn.identity.models import Organisation, Person
from elearn.learning.models import Enrolment
from elearn.learning.services import enrol
from elearn.mandates.models import Article, CharterVersion
from tests.conftest import NOW
from tests.learning.packs import SLUG

THREADS = 6
Complete = Callable[..., Enrolment]


def test_a_certificate_says_what_was_completed_and_which_article_asks_for_it(
    certificate: Certificate, cast: Any, course: CourseVersion
) -> None:
    said = certificate.statement
    assert codes.parse(certificate.code) == certificate.code
    assert said.holder.name == cast.learner.name
    assert said.issuer.names["ko"] == "백담시"
    assert (said.course.slug, said.course.version) == (SLUG, 1)
    assert said.course.content_hash == course.content_hash
    assert set(said.course.titles) == {"en", "es", "ar"}
    assert said.course.minutes == 12
    assert said.language == "es"
    assert said.completed_at == NOW
    assert (said.completed_on, said.time_zone) == (date(2026, 11, 20), "Asia/Seoul")
    assert said.score == "0.8667"
    assert said.ground is not None
    assert (said.ground.charter, said.ground.article) == ("baekdam", "7")
    assert said.ground.in_force_from == date(2026, 1, 1)
    assert said.ground.period == "2026"
    assert said.ground.headings["en"]
    assert said.ground.texts["en"]


def test_the_day_is_that_of_the_issuer_not_of_greenwich(
    session: Session, cast: Any, complete: Complete
) -> None:
    late = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    issued = issue(session, enrolment_id=complete(cast.learner, late).id, now=late)
    assert issued.statement.completed_on == date(2026, 11, 21)


def test_where_no_charter_asks_the_certificate_speaks_of_none(
    session: Session, cast: Any, charter: str, complete: Complete
) -> None:
    issued = issue(session, enrolment_id=complete(cast.stranger).id, now=NOW)
    assert issued.statement.ground is None
    assert issued.statement.issuer.code == "almar"


def test_a_repeat_in_the_same_year_cites_no_article_a_second_time(
    session: Session, cast: Any, charter: str, complete: Complete
) -> None:
    first = issue(session, enrolment_id=complete(cast.learner).id, now=NOW)
    later = NOW + timedelta(days=3)
    second = issue(session, enrolment_id=complete(cast.learner, later, again=True).id, now=later)
    assert first.code != second.code
    assert first.statement.ground is not None
    assert second.statement.ground is None


def test_issuing_twice_gives_the_same_certificate(
    session: Session, cast: Any, complete: Complete
) -> None:
    enrolment = complete(cast.learner)
    first = issue(session, enrolment_id=enrolment.id, now=NOW)
    code, record = first.code, first.payload_hash
    session.commit()
    second = issue(session, enrolment_id=enrolment.id, now=NOW + timedelta(days=9))
    assert (second.code, second.payload_hash, second.issued_at) == (code, record, NOW)
    entries = select(func.count(AuditEntry.id)).where(AuditEntry.action == "certificate.issued")
    assert session.scalar(entries) == 1


def test_many_who_ask_at_once_get_one_certificate(
    app: Flask, session: Session, cast: Any, complete: Complete
) -> None:
    enrolment_id = complete(cast.learner).id
    barrier = Barrier(THREADS)

    def ask(_number: int) -> str:
        with app.app_context():
            barrier.wait()
            with transaction() as own:
                return issue(own, enrolment_id=enrolment_id, now=NOW).code

    with ThreadPoolExecutor(THREADS) as pool:
        given = set(pool.map(ask, range(THREADS)))
    assert len(given) == 1
    assert session.scalar(select(func.count(Certificate.id))) == 1


def test_before_the_course_is_done_there_is_no_certificate(
    session: Session, cast: Any, course: CourseVersion
) -> None:
    enrolment, _ = enrol(session, person_id=cast.learner.id, slug=SLUG, now=NOW)
    with pytest.raises(NotCompleted):
        issue(session, enrolment_id=enrolment.id, now=NOW)
    with pytest.raises(NotCompleted):
        issue(session, enrolment_id=999_999, now=NOW)


def test_nothing_in_a_certificate_follows_later_changes(
    session: Session, certificate: Certificate
) -> None:
    before = dict(certificate.payload)
    session.execute(update(Person).values(name="Somebody Else"))
    session.execute(update(Organisation).values(names={"en": "Elsewhere"}, time_zone="UTC"))
    session.execute(update(VersionLanguage).values(texts={"course.title": "Other"}))
    session.execute(update(CharterVersion).values(titles={"en": "Other"}))
    session.execute(update(Article).values(texts={"en": "Other"}))
    session.commit()
    session.expire_all()
    found = verify(session, certificate.code)
    assert found.verdict is Verdict.VALID
    assert found.certificate is not None
    assert found.certificate.payload == before
    assert found.certificate.statement.holder.name == "한서연"
    assert fingerprint(before) == found.certificate.payload_hash


def test_a_name_that_cannot_be_printed_is_refused_before_anything_is_issued(
    session: Session, cast: Any, complete: Complete
) -> None:
    enrolment = complete(cast.learner)
    session.execute(update(Person).where(Person.id == cast.learner.id).values(name="ኣበበ ቢቂላ"))
    session.commit()
    with pytest.raises(ScriptNotCovered, match="Ethiopic"):
        issue(session, enrolment_id=enrolment.id, now=NOW)
    session.rollback()
    assert session.scalar(select(func.count(Certificate.id))) == 0


def test_the_catch_up_issues_what_is_missing_and_lists_what_it_cannot(
    session: Session, cast: Any, complete: Complete
) -> None:
    for person in (cast.learner, cast.manager, cast.stranger):
        complete(person)
    session.execute(update(Person).where(Person.id == cast.manager.id).values(name="สมชาย"))
    session.commit()
    done = issue_missing(session, now=NOW)
    session.commit()
    assert done.count == 2
    assert [str(each.why) for each in done.refused if "Thai" in str(each.why)]
    again = issue_missing(session, now=NOW)
    assert (again.count, len(again.refused)) == (0, 1)
    assert issue_missing(session, now=NOW, after=again.last or 0).last is None


def test_the_catch_up_of_one_person_leaves_the_others(
    session: Session, cast: Any, complete: Complete
) -> None:
    complete(cast.learner)
    complete(cast.stranger)
    assert issue_missing(session, now=NOW, person_id=cast.learner.id).count == 1
    assert len(without_certificate(session)) == 1


def test_a_number_is_valid_mistyped_or_unknown(session: Session, certificate: Certificate) -> None:
    assert verify(session, certificate.code.lower()).verdict is Verdict.VALID
    wrong = certificate.code[:-1] + ("0" if certificate.code[-1] != "0" else "2")
    assert verify(session, wrong).verdict is Verdict.MISTYPED
    assert verify(session, codes.make(bytes(26))).verdict is Verdict.UNKNOWN


def test_a_record_changed_behind_our_back_is_not_shown(
    session: Session, certificate: Certificate
) -> None:
    holder = {**certificate.payload["holder"], "name": "Forger"}
    session.execute(update(Certificate).values(payload={**certificate.payload, "holder": holder}))
    session.commit()
    session.expire_all()
    found = verify(session, certificate.code)
    assert (found.verdict, found.certificate) == (Verdict.ALTERED, None)
    with pytest.raises(CertificateNotFound):
        certificate_of(session, certificate.person_id, certificate.code)


def test_another_persons_certificate_does_not_exist(
    session: Session, certificate: Certificate, cast: Any
) -> None:
    assert certificate_of(session, cast.learner.id, certificate.code).code == certificate.code
    with pytest.raises(CertificateNotFound):
        certificate_of(session, cast.manager.id, certificate.code)
