"""Publish a pack: compile it once, store it, and never change it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn.catalogue.formats.canonical import content_hash
from elearn.catalogue.formats.compile import compile_pack
from elearn.catalogue.formats.pack import Pack
from elearn.catalogue.formats.reader import read_files
from elearn.catalogue.formats.stored import manifest
from elearn.catalogue.models import Course, CourseVersion
from elearn.catalogue.services.index import index, is_indexed
from elearn.catalogue.services.store import store
from elearn.errors import N_, Conflict, Faults


class PublishedAlready(Conflict):
    """This version was published before with other content; a version never changes."""

    code = "version-published"


class VersionTooLow(Conflict):
    """A higher version was published before."""

    code = "version-too-low"


def publish(session: Session, *, pack: Pack, now: datetime) -> CourseVersion:
    """Store the pack as a new version and return it; the same pack again changes nothing.

    Faults when the pack has any, whatever checked it before; PublishedAlready when the version is
    there with other content; VersionTooLow when a higher one is there.
    """
    digest = content_hash(pack)
    course = session.scalars(select(Course).where(Course.slug == pack.slug)).one_or_none()
    existing = _existing(session, course, pack, digest) if course else None
    if existing is not None:
        if not is_indexed(session, existing.course_id):
            index(session, existing)
        return existing
    if not pack.sound and (faults := read_files(pack.files).faults):
        raise Faults(faults)
    if course is None:
        course = Course(slug=pack.slug, code=pack.course.code)
        session.add(course)
    course.code = pack.course.code
    version = CourseVersion(
        course=course,
        version=pack.course.version,
        content_hash=digest,
        published_at=now,
        source_language=pack.course.source_language,
        manifest=manifest(pack),
    )
    session.add(version)
    _flush(session, pack)
    store(session, version.id, compile_pack(pack))
    index(session, version)
    return version


def _flush(session: Session, pack: Pack) -> None:
    """Write course and version; the database has the last word on who was first."""
    try:
        session.flush()
    except IntegrityError as error:
        raise PublishedAlready(
            N_("Version %(version)s of “%(slug)s” is being published by someone else: try again."),
            version=pack.course.version,
            slug=pack.slug,
        ) from error


def _existing(session: Session, course: Course, pack: Pack, digest: str) -> CourseVersion | None:
    versions = session.scalars(
        select(CourseVersion).where(CourseVersion.course_id == course.id)
    ).all()
    number = pack.course.version
    for version in versions:
        if version.version != number:
            continue
        if version.content_hash == digest:
            return version
        raise PublishedAlready(
            N_(
                "Version %(version)s of “%(slug)s” was published with other content, and a version"
                " never changes: raise “version” in course.yaml to %(next)s."
            ),
            version=number,
            slug=pack.slug,
            next=max(each.version for each in versions) + 1,
        )
    newest = max((version.version for version in versions), default=0)
    if number < newest:
        raise VersionTooLow(
            N_(
                "Version %(newest)s of “%(slug)s” is published already: raise “version” in"
                " course.yaml to %(next)s."
            ),
            newest=newest,
            slug=pack.slug,
            next=newest + 1,
        )
    return None
