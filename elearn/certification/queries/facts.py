"""What a new certificate will say, gathered once from the living data."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.queries import outline
from elearn.catalogue.rules import Outline
from elearn.certification.queries.ground import ground_of
from elearn.certification.rules.statement import (
    Completed,
    Holder,
    Issuer,
    Statement,
    civil_day,
)
from elearn.errors import N_, Conflict
from elearn.identity.models import Organisation, Person
from elearn.identity.queries import municipality_of
from elearn.learning.models import Completion, Enrolment, Result
from elearn.learning.rules import Verb, assessment_activity


class NotCompleted(Conflict):
    """A certificate was asked for before the course was done."""

    code = "not-completed"

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__(N_("There is no certificate yet: the course is not completed."))


class Done(NamedTuple):
    """A completed enrolment with whose it is."""

    enrolment: Enrolment
    completion: Completion
    person: Person
    employer: Organisation


def statement_of(session: Session, enrolment_id: int) -> tuple[int, Statement]:
    """Return whose certificate it is and what it says of this enrolment, as things are now.

    Raises NotCompleted when the enrolment has no completion (or does not exist).
    """
    row = session.execute(
        select(Enrolment, Completion, Person, Organisation)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Enrolment.id == enrolment_id)
    ).first()
    if row is None:
        raise NotCompleted
    done = Done._make(row)
    issuer = municipality_of(session, done.employer)
    course = outline(session, done.enrolment.version_id)
    completed_on = civil_day(done.completion.completed_at, issuer.time_zone)
    statement = Statement(
        holder=Holder(
            name=done.person.name,
            name_latin=done.person.name_latin,
            language=done.person.language,
        ),
        issuer=Issuer(code=issuer.code, names=issuer.names, language=issuer.default_language),
        course=_course(course),
        language=done.completion.language,
        completed_at=done.completion.completed_at,
        completed_on=completed_on,
        time_zone=issuer.time_zone,
        score=_score(session, course, enrolment_id, done.completion.completed_at),
        ground=ground_of(session, done.person.id, course.slug, completed_on),
    )
    return done.person.id, statement


def _course(course: Outline) -> Completed:
    titles = {
        language: course.text(language, "course.title").text
        for language in course.languages
        if course.text(language, "course.title").language == language
    }
    return Completed(
        slug=course.slug,
        code=course.code,
        version=course.version,
        content_hash=course.content_hash,
        titles=titles,
        source_language=course.source_language,
        minutes=course.minutes,
    )


def _score(session: Session, course: Outline, enrolment_id: int, by: datetime) -> str | None:
    """Return the share reached in the one assessment that completion asks for, if there is one."""
    if len(course.completion.assessments) != 1:
        return None
    scaled = session.scalar(
        select(Result.scaled)
        .where(
            Result.enrolment_id == enrolment_id,
            Result.activity == assessment_activity(course.completion.assessments[0]),
            Result.verb == Verb.PASSED,
            Result.scaled.is_not(None),
            Result.recorded_at <= by,
        )
        .order_by(Result.recorded_at.desc(), Result.id.desc())
        .limit(1)
    )
    return None if scaled is None else f"{scaled:.4f}"
