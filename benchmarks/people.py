"""Signed-in people for the measurements, as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import select

from elearn.assessment.services import start
from elearn.catalogue.queries import assessment_definition, outline
from elearn.database import transaction
from elearn.identity.models import EmploymentSpell, Person
from elearn.identity.queries import person_by_login
from elearn.learning.services import enrol, open_lesson
from elearn.web.time import now

COURSE = "human-rights-foundations"
TOKEN = "00" * 16


@dataclass(frozen=True)
class Learner:
    """Somebody who reads the course and has its final assessment open."""

    cookie: str
    enrolment: str
    lessons: tuple[str, ...]
    attempt: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    """Those with one choice to make: the key, and the choices."""


def cookie_of(app: Flask, person: Person) -> str:
    """Return the session cookie of a person, as signing in sets it."""
    interface = app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    signer = interface.get_signing_serializer(app)
    assert signer is not None
    user = f"{person.public_id}.{person.session_epoch}"
    value = signer.dumps({"_user_id": user, "_fresh": True, "csrf_token": TOKEN})
    return f"session={value if isinstance(value, str) else value.decode()}"


def manager_cookie(app: Flask) -> str:
    """Return the session cookie of who may read the reports of the city."""
    with app.app_context(), transaction() as session:
        return cookie_of(app, person_by_login(session, "manager"))


def learners(app: Flask, count: int) -> list[Learner]:
    """Return so many learners, each in the first lesson and with an attempt open."""
    found = []
    with app.app_context(), transaction() as session:
        employed = select(EmploymentSpell.person_id)
        people = session.scalars(
            select(Person).where(Person.id.in_(employed)).order_by(Person.id).limit(count)
        ).all()
        for person in people:
            enrolment, _ = enrol(session, person_id=person.id, slug=COURSE, now=now())
            course = outline(session, enrolment.version_id)
            lessons = tuple(lesson.id for lesson in course.lessons)
            open_lesson(session, enrolment_id=enrolment.id, lesson_id=lessons[0], now=now())
            attempt, _ = start(
                session,
                person_id=person.id,
                enrolment_public_id=enrolment.public_id,
                assessment="final",
                now=now(),
            )
            pool = assessment_definition(session, enrolment.version_id, "final")
            asked = [pool.question(item.question) for item in attempt.sheet.items]
            questions = tuple(
                (each.key, tuple(choice["id"] for choice in each.body["choices"]))
                for each in asked
                if each is not None and each.type in {"single_choice", "true_false"}
            )
            session.flush()
            found.append(
                Learner(
                    cookie_of(app, person),
                    enrolment.public_id,
                    lessons,
                    attempt.public_id,
                    questions,
                )
            )
    return found
