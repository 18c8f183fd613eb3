"""What keeps the charter of a readable file out: names, courses, owner, version, levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import Course, CourseVersion, VersionLanguage
from elearn.catalogue.queries import programmes
from elearn.errors import N_, Fault
from elearn.identity.models import Organisation
from elearn.mandates.formats import CharterFile
from elearn.mandates.models import Charter, CharterVersion, Requirement
from elearn.mandates.rules import (
    Asked,
    Audience,
    CharterText,
    Recurrence,
    undercuts,
)


def versions_of(session: Session, code: str) -> list[CharterVersion]:
    """Return the versions of a charter that are loaded, the earliest first. One statement."""
    statement = (
        select(CharterVersion)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version)
    )
    return list(session.scalars(statement))


def charter_faults(
    session: Session, found: CharterFile, versions: Sequence[CharterVersion]
) -> list[Fault]:
    """Return everything that keeps the charter of a readable file out, in the order of the file.

    `versions` are those that are loaded.
    """
    faults = [
        *_unknown_names(session, found),
        *_unknown_courses(session, found),
        *_wrong_owner(session, found),
        *_wrong_version(found, versions),
        *_not_offered(session, found),
        *_undercut(session, found),
    ]
    return sorted(faults, key=lambda fault: fault.line or 0)


def _unknown_names(session: Session, found: CharterFile) -> Iterator[Fault]:
    """Yield a fault for every organisation, unit, course and programme that is not there."""
    organisations = set(session.scalars(select(Organisation.code)))
    known = sorted(programme.slug for programme in programmes(session)[1])
    if found.charter.organisation not in organisations:
        yield Fault(
            found.file,
            N_("there is no organisation “%(code)s”"),
            N_("load the organisations first, or correct the code"),
            line=found.line("charter", "organisation"),
            params={"code": found.charter.organisation},
        )
    for number, requirement in enumerate(found.charter.requirements):
        if requirement.programme and requirement.programme not in known:
            yield Fault(
                found.file,
                N_("there is no programme “%(slug)s”"),
                N_("load it first, or write one of: %(known)s"),
                line=found.line("requirements", number, "requirement", "programme"),
                params={"slug": requirement.programme, "known": ", ".join(known)},
            )
        for code in sorted(_units(requirement.audience) - organisations):
            yield Fault(
                found.file,
                N_("there is no unit “%(code)s”"),
                N_("correct the code, or load the organisations first"),
                line=found.line("requirements", number, "audience", "unit"),
                params={"code": code},
            )


def _unknown_courses(session: Session, found: CharterFile) -> Iterator[Fault]:
    """Yield a fault for every course that is not in the catalogue."""
    courses = sorted(session.scalars(select(Course.slug)))
    for path, slug in _named_courses(found.charter):
        if slug not in courses:
            yield Fault(
                found.file,
                N_("there is no course “%(slug)s” in the catalogue"),
                N_("publish it first, or write one of: %(known)s"),
                line=found.line(*path),
                params={"slug": slug, "known": ", ".join(courses)},
            )


def _named_courses(charter: CharterText) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every course that a charter names, with the place where it stands."""
    for number, requirement in enumerate(charter.requirements):
        for index, slug in enumerate(requirement.asked.courses):
            yield ("requirements", number, "requirement", "courses", index), slug
    for number, pair in enumerate(charter.equivalences):
        for key, slug in zip(("course", "counts_as"), pair, strict=True):
            yield ("equivalences", number, key), slug
    for number, topic in enumerate(charter.topics):
        for index, slug in enumerate(topic.courses):
            yield ("topics", number, "courses", index), slug


def _units(audience: Audience) -> frozenset[str]:
    return audience.unit | (audience.exclude.unit if audience.exclude else frozenset())


def _not_offered(session: Session, found: CharterFile) -> Iterator[Fault]:
    """Yield a fault for every course that is not offered in a language its requirement asks for."""
    newest = (
        select(CourseVersion.course_id, func.max(CourseVersion.version).label("version"))
        .group_by(CourseVersion.course_id)
        .subquery()
    )
    rows = session.execute(
        select(Course.slug, VersionLanguage.language)
        .join(newest, newest.c.course_id == Course.id)
        .join(
            CourseVersion,
            (CourseVersion.course_id == Course.id) & (CourseVersion.version == newest.c.version),
        )
        .join(VersionLanguage, VersionLanguage.version_id == CourseVersion.id)
        .where(VersionLanguage.offered.is_(True))
    )
    offered: dict[str, set[str]] = {}
    for slug, language in rows:
        offered.setdefault(slug, set()).add(language)
    for number, requirement in enumerate(found.charter.requirements):
        for slug in requirement.asked.courses:
            missing = sorted(set(requirement.languages) - offered.get(slug, set()))
            if slug in offered and missing:
                yield Fault(
                    found.file,
                    N_("“%(slug)s” is not offered in %(languages)s"),
                    N_("translate it first, or take the language from the list"),
                    line=found.line("requirements", number, "requirement", "languages"),
                    params={"slug": slug, "languages": ", ".join(missing)},
                )


def _undercut(session: Session, found: CharterFile) -> Iterator[Fault]:
    """Yield a fault for every requirement that asks for less than the one it carries out."""
    for number, requirement in enumerate(found.charter.requirements):
        if requirement.fulfils is None:
            continue
        charter, _, code = requirement.fulfils.partition("/")
        line = found.line("requirements", number, "fulfils")
        wider = session.scalars(
            select(Requirement)
            .join(CharterVersion, CharterVersion.id == Requirement.charter_version_id)
            .join(Charter, Charter.id == CharterVersion.charter_id)
            .where(Charter.code == charter, Requirement.code == code)
            .order_by(CharterVersion.version.desc(), Requirement.position.desc())
        ).first()
        if wider is None or charter == found.charter.code:
            yield Fault(
                found.file,
                N_("there is no requirement “%(value)s” in another charter"),
                N_("load that charter first, or correct the code"),
                line=line,
                params={"value": requirement.fulfils},
            )
            continue
        for name in undercuts(
            asked=requirement.asked,
            recurrence=requirement.recurrence,
            grace_days=requirement.grace_days,
            wider=Asked.of(wider.asked),
            wider_recurrence=Recurrence.of(wider.recurrence),
            wider_grace_days=wider.grace_days,
        ):
            yield Fault(
                found.file,
                N_("it asks for less than “%(value)s” does: %(name)s"),
                N_("ask for at least as much: a wider charter may be exceeded, never undercut"),
                line=line,
                params={"value": requirement.fulfils, "name": name},
            )


def _wrong_owner(session: Session, found: CharterFile) -> Iterator[Fault]:
    owner = session.scalar(
        select(Organisation.code)
        .join(Charter, Charter.organisation_id == Organisation.id)
        .where(Charter.code == found.charter.code)
    )
    if owner is not None and owner != found.charter.organisation:
        yield Fault(
            found.file,
            N_("the charter “%(code)s” belongs to “%(owner)s”"),
            N_("write that organisation, or give this charter another code"),
            line=found.line("charter", "organisation"),
            params={"code": found.charter.code, "owner": owner},
        )


def _wrong_version(found: CharterFile, versions: Sequence[CharterVersion]) -> Iterator[Fault]:
    charter = found.charter
    same = next((each for each in versions if each.version == charter.version), None)
    if same is not None and same.content_hash != charter.content_hash():
        yield Fault(
            found.file,
            N_("version %(version)s is loaded already, with other content"),
            N_("raise “version” to %(next)s: what people were bound by is never rewritten"),
            line=found.line("charter", "version"),
            params={"version": charter.version, "next": versions[-1].version + 1},
        )
    if same is not None or not versions:
        return
    last = versions[-1]
    if charter.version < last.version or charter.in_force_from <= last.in_force_from:
        yield Fault(
            found.file,
            N_("version %(last)s, in force from %(day)s, is loaded already"),
            N_("give a higher version and a later “in_force_from”"),
            line=found.line("charter", "version"),
            params={"last": last.version, "day": last.in_force_from.isoformat()},
        )
