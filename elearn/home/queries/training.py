"""A learner's home: what they are in the middle of, what is to come, what they owe and hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.catalogue.rules import Text
from elearn.certification.models import Certificate
from elearn.certification.queries import certificates_of, without_certificate
from elearn.home.queries.duties import CourseInHand, Duty, duty, shown, stacked
from elearn.learning.queries import enrolments_of, progress_of_all
from elearn.mandates.queries import obligations_of
from elearn.mandates.rules import Together, overlapping, together
from elearn.workshops.queries import Ahead, booked_ahead


@dataclass(frozen=True, slots=True)
class Holding:
    """A certificate the person holds."""

    code: str
    title: Text
    course_code: str
    article: str | None
    """The article of a charter it meets, if any."""
    paragraph: str | None
    charter: str | None
    completed_on: date


@dataclass(frozen=True, slots=True)
class Training:
    """Everything on the page "My training"."""

    current: tuple[CourseInHand, ...]
    workshops: tuple[Ahead, ...]
    """Those booked that are still to come."""
    duties: tuple[Duty, ...]
    together: Together | None
    """What the open duties that overlap ask for in all; None where none do."""
    certificates: tuple[Holding, ...]
    ready: int
    """Courses completed whose certificate has not been fetched yet."""


def training(session: Session, *, person_id: int, now: datetime, language: str) -> Training:
    """Return the person's training as it stands now, with texts in the language where there are."""
    enrolments = enrolments_of(session, person_id)
    progress = progress_of_all(session, enrolments)
    courses = [
        CourseInHand.of(enrolment.public_id, progress[enrolment.id], language)
        for enrolment in enrolments
    ]
    latest = {course.slug: course for course in courses}
    views = shown(obligations_of(session, person_id, today=now))
    overlap = overlapping(view.obligation for view in views)
    return Training(
        current=tuple(course for course in courses if not course.completed),
        workshops=tuple(booked_ahead(session, person_id, now)),
        duties=tuple(duty(view, latest, language, also=stacked(view, views)) for view in views),
        together=together(overlap) if overlap else None,
        certificates=tuple(
            holding(certificate, language) for certificate in certificates_of(session, person_id)
        ),
        ready=len(without_certificate(session, person_id=person_id)),
    )


def holding(certificate: Certificate, language: str) -> Holding:
    """Return what the page says of a certificate."""
    said = certificate.statement
    titles, source = said.course.titles, said.course.source_language
    spoken = language if language in titles else source
    return Holding(
        code=certificate.code,
        title=Text(titles[spoken], spoken),
        course_code=said.course.code,
        article=said.ground.article if said.ground else None,
        paragraph=said.ground.paragraph if said.ground else None,
        charter=said.ground.charter if said.ground else None,
        completed_on=said.completed_on,
    )
