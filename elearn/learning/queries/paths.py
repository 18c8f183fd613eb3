"""How far somebody is with each programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.catalogue.queries import newest_of, outline, programmes
from elearn.catalogue.rules import Member, Outline, Path, path
from elearn.learning.models import Completion, Enrolment, Result


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of somebody, and what their parts are called."""

    paths: tuple[Path, ...]
    members: Mapping[str, Member]
    published: Mapping[str, Outline]
    """The courses among them that are published, by slug."""
    done: frozenset[str]
    """The slugs of the courses completed."""


def paths_of(session: Session, person_id: int) -> Paths:
    """Return the person's path in every programme, in four statements however many there are."""
    members, found = programmes(session)
    done = _done(session, person_id)
    versions = newest_of(session, members)
    return Paths(
        paths=tuple(path(each, members, done) for each in found),
        members=members,
        published={
            version.course.slug: outline(session, version.id, version.content_hash)
            for version in versions
        },
        done=frozenset(done),
    )


def _done(session: Session, person_id: int) -> dict[str, float | None]:
    """Return the courses completed, each with the best score of what its completion rests on."""
    statement = (
        select(Course.slug, CourseVersion.id, CourseVersion.content_hash, Result)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .join(CourseVersion, CourseVersion.id == Enrolment.version_id)
        .join(Completion, Completion.enrolment_id == Enrolment.id)
        .outerjoin(Result, Result.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id == person_id)
    )
    done: dict[str, float | None] = {}
    for slug, version_id, content_hash, result in session.execute(statement):
        rule = outline(session, version_id, content_hash).completion
        counts = {f"assessment:{key}" for key in rule.assessments}
        score = result.scaled if result and result.activity in counts else None
        done[slug] = max(
            (each for each in (done.get(slug), score) if each is not None), default=None
        )
    return done
