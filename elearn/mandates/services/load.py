"""Loading a charter: checked against what is known, all or nothing, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.models import Course, CourseVersion, VersionLanguage
from elearn.catalogue.queries import programmes
from elearn.catalogue.rules.programmes import Part
from elearn.errors import N_, Fault, Faults
from elearn.identity.models import Organisation
from elearn.mandates.formats import CharterFile
from elearn.mandates.models import Article, Charter, CharterVersion, Requirement
from elearn.mandates.queries.impact import Impact, impact
from elearn.mandates.rules import (
    Asked,
    Audience,
    CharterText,
    Recurrence,
    RequirementText,
    stands_for,
    undercuts,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to; `created` is false when this very version was there already."""

    charter: str
    version: int
    created: bool
    articles: int
    requirements: int
    not_enforced: tuple[str, ...]
    impact: tuple[Impact, ...]
    """Whom each requirement binds today, who joins and who leaves."""

    @property
    def nobody(self) -> tuple[str, ...]:
        """The requirements whose audience is empty today."""
        return tuple(each.code for each in self.impact if not each.bound and not each.leaves)


def check_charter(session: Session, *, found: CharterFile, now: datetime) -> Loaded:
    """Say what loading the file would do, or raise Faults with every line that keeps it out."""
    charter = found.charter
    versions = _versions(session, charter.code)
    faults = charter_faults(session, found)
    if faults:
        raise Faults(faults)
    return Loaded(
        charter=charter.code,
        version=charter.version,
        created=all(each.version != charter.version for each in versions),
        articles=len(charter.articles),
        requirements=len(charter.requirements),
        not_enforced=charter.not_enforced,
        impact=impact(session, charter, now=now),
    )


def charter_faults(session: Session, found: CharterFile) -> list[Fault]:
    """Return everything that keeps the charter of a readable file out, in the order of the file."""
    faults = [
        *_unknown_names(session, found),
        *_unknown_courses(session, found),
        *_wrong_owner(session, found),
        *_wrong_version(found, _versions(session, found.charter.code)),
        *_not_offered(session, found),
        *_undercut(session, found),
    ]
    return sorted(faults, key=lambda fault: fault.line or 0)


def load_charter(
    session: Session, *, found: CharterFile, now: datetime, actor_id: int | None = None
) -> Loaded:
    """Add the version of the charter that the file holds; the same once more changes nothing.

    Raises Faults for an unknown organisation, unit or course, and for a version that is there with
    other content (invariant 1: what people were bound by is never rewritten). Of two who load at
    the same moment the second finds what the first has loaded.
    """
    session.scalar(
        # Nobody else adds a version meanwhile; what refers to the charter goes on being written.
        select(Charter.id).where(Charter.code == found.charter.code).with_for_update(key_share=True)
    )
    loaded = check_charter(session, found=found, now=now)
    if not loaded.created:
        return loaded
    try:
        with session.begin_nested():
            _add(session, found.charter, now)
    except IntegrityError:
        # A charter that is not there yet cannot be locked: somebody has been quicker with it.
        loaded = check_charter(session, found=found, now=now)
        if loaded.created:
            raise
        return loaded
    audit.record(
        session,
        actor_id=actor_id,
        action="charter.loaded",
        subject=f"charter:{loaded.charter}",
        now=now,
        details={"version": loaded.version, "content_hash": found.charter.content_hash()},
    )
    return loaded


def _versions(session: Session, code: str) -> list[CharterVersion]:
    statement = (
        select(CharterVersion)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == code)
        .order_by(CharterVersion.version)
    )
    return list(session.scalars(statement))


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


def _wrong_version(found: CharterFile, versions: list[CharterVersion]) -> Iterator[Fault]:
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


def _add(session: Session, text: CharterText, now: datetime) -> None:
    charter = session.scalars(select(Charter).where(Charter.code == text.code)).one_or_none()
    if charter is None:
        owner = session.scalars(
            select(Organisation.id).where(Organisation.code == text.organisation)
        ).one()
        charter = Charter(code=text.code, organisation_id=owner)
        session.add(charter)
        session.flush()
    version = CharterVersion(
        charter_id=charter.id,
        version=text.version,
        titles=dict(text.titles),
        adopted_on=text.adopted_on,
        in_force_from=text.in_force_from,
        in_force_to=text.in_force_to,
        source_url=text.source_url,
        on_adhesion=text.on_adhesion,
        members=list(text.members),
        topics=[
            {"code": each.code, "titles": dict(each.titles), "courses": list(each.courses)}
            for each in text.topics
        ],
        body_duties=[
            {"code": each.code, "titles": dict(each.titles), "days": each.days, "to": each.to}
            for each in text.body_duties
        ],
        legal_status=text.legal_status,
        language_of_record=text.language_of_record,
        provenance=text.provenance,
        notes=dict(text.notes),
        content_hash=text.content_hash(),
        document=text.document(),
        loaded_at=now,
    )
    session.add(version)
    session.flush()
    articles = [
        Article(
            charter_version_id=version.id,
            position=position,
            number=each.number,
            headings=dict(each.headings),
            texts=dict(each.texts),
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            source=each.source,
            provenance=each.provenance,
        )
        for position, each in enumerate(text.articles, start=1)
    ]
    session.add_all(articles)
    session.flush()
    paths = {programme.slug: programme.parts for programme in programmes(session)[1]}
    session.add_all(
        Requirement(
            charter_version_id=version.id,
            article_id=articles[each.article].id,
            position=position,
            code=each.code,
            paragraph=each.paragraph,
            audience=each.audience.document(),
            asked=_asked(each, paths, text.equivalences).document(),
            programme=each.programme,
            recurrence=each.recurrence.document(),
            initial_deadline=each.deadline.document(),
            grace_days=each.grace_days,
            exemptions=[rule.document() for rule in each.exemptions],
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            amends_open=each.amends_open,
            responsible=each.responsible,
            languages=list(each.languages),
            reminders={
                "before": list(each.reminders.before),
                "after": list(each.reminders.after),
                "escalate": dict(each.reminders.escalate or {}),
            },
            reporting=asdict(each.reporting),
            retention_months=each.retention_months,
            counts_in_appraisal=each.counts_in_appraisal,
            fulfils=each.fulfils,
            provenance=each.provenance,
        )
        for position, each in enumerate(text.requirements, start=1)
    )
    session.flush()


def _asked(
    requirement: RequirementText,
    paths: Mapping[str, tuple[Part, ...]],
    equivalences: tuple[tuple[str, str], ...],
) -> Asked:
    """Return what is asked, with the parts of its programme and the equivalents as they are now."""
    parts = paths[requirement.programme] if requirement.programme else requirement.asked.parts
    return replace(
        requirement.asked,
        parts=tuple(
            replace(
                part,
                any_of=tuple(
                    dict.fromkeys(
                        each for slug in part.any_of for each in stands_for(equivalences, slug)
                    )
                ),
            )
            for part in parts
        ),
    )
