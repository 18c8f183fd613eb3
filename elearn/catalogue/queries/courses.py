"""Which courses and versions there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion
from elearn.catalogue.queries.errors import CourseNotFound, VersionNotFound


def latest_version(session: Session, slug: str) -> CourseVersion:
    """Return the newest version of a course; CourseNotFound when there is none."""
    statement = (
        select(CourseVersion)
        .join(Course)
        .where(Course.slug == slug)
        .order_by(CourseVersion.version.desc())
        .limit(1)
    )
    version = session.scalars(statement).first()
    if version is None:
        raise CourseNotFound(slug)
    return version


def version_of(session: Session, slug: str, version: int | None = None) -> CourseVersion:
    """Return a version of a course, the newest unless named; CourseNotFound, VersionNotFound."""
    newest = latest_version(session, slug)
    if version is None or version == newest.version:
        return newest
    statement = select(CourseVersion).where(
        CourseVersion.course_id == newest.course_id, CourseVersion.version == version
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise VersionNotFound(version)
    return found


def newest_of(session: Session, slugs: Collection[str]) -> Sequence[CourseVersion]:
    """Return the newest version of those of these courses that are published."""
    ids = session.scalars(select(Course.id).where(Course.slug.in_(slugs))).all()
    return newest(session, ids)


def courses(session: Session) -> Sequence[CourseVersion]:
    """Return the newest version of every course, by code and slug, each with its course."""
    return newest(session)


def newest(session: Session, course_ids: Collection[int] | None = None) -> Sequence[CourseVersion]:
    """Return the newest version of these courses, or of all, by code and slug."""
    last = (
        select(CourseVersion.course_id, func.max(CourseVersion.version).label("version"))
        .group_by(CourseVersion.course_id)
        .subquery()
    )
    statement = (
        select(CourseVersion)
        .join(
            last,
            (CourseVersion.course_id == last.c.course_id)
            & (CourseVersion.version == last.c.version),
        )
        .join(CourseVersion.course)
        .order_by(Course.code, Course.slug)
    )
    if course_ids is not None:
        statement = statement.where(CourseVersion.course_id.in_(course_ids))
    return session.scalars(statement).all()
