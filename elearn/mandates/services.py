"""Loading a charter: checked against what is known, all or nothing, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.models import Course
from elearn.errors import N_, Fault, Faults
from elearn.identity.models import Organisation
from elearn.mandates.formats import CharterFile
from elearn.mandates.models import Article, Charter, CharterVersion, Requirement
from elearn.mandates.rules import CharterText


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to; `created` is false when this very version was there already."""

    charter: str
    version: int
    created: bool
    articles: int
    requirements: int
    not_enforced: tuple[str, ...]


def check_charter(session: Session, *, found: CharterFile) -> Loaded:
    """Say what loading the file would do, or raise Faults with every line that keeps it out."""
    charter = found.charter
    versions = _versions(session, charter.code)
    faults = [
        *_unknown_names(session, found),
        *_wrong_owner(session, found),
        *_wrong_version(found, versions),
    ]
    if faults:
        raise Faults(sorted(faults, key=lambda fault: fault.line or 0))
    return Loaded(
        charter=charter.code,
        version=charter.version,
        created=all(each.version != charter.version for each in versions),
        articles=len(charter.articles),
        requirements=len(charter.requirements),
        not_enforced=charter.not_enforced,
    )


def load_charter(
    session: Session, *, found: CharterFile, now: datetime, actor_id: int | None = None
) -> Loaded:
    """Add the version of the charter that the file holds; the same once more changes nothing.

    Raises Faults for an unknown organisation, unit or course, and for a version that is there with
    other content (invariant 1: what people were bound by is never rewritten).
    """
    loaded = check_charter(session, found=found)
    if loaded.created:
        _add(session, found.charter, now)
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
    """Yield a fault for every organisation, unit and course that is not there."""
    organisations = set(session.scalars(select(Organisation.code)))
    courses = sorted(session.scalars(select(Course.slug)))
    if found.charter.organisation not in organisations:
        yield Fault(
            found.file,
            N_("there is no organisation “%(code)s”"),
            N_("load the organisations first, or correct the code"),
            line=found.line("charter", "organisation"),
            params={"code": found.charter.organisation},
        )
    for number, requirement in enumerate(found.charter.requirements):
        place = ("requirements", number)
        for index, slug in enumerate(requirement.courses):
            if slug not in courses:
                yield Fault(
                    found.file,
                    N_("there is no course “%(slug)s” in the catalogue"),
                    N_("publish it first, or write one of: %(known)s"),
                    line=found.line(*place, "requirement", "courses", index),
                    params={"slug": slug, "known": ", ".join(courses)},
                )
        for code in sorted(requirement.audience.unit - organisations):
            yield Fault(
                found.file,
                N_("there is no unit “%(code)s”"),
                N_("correct the code, or load the organisations first"),
                line=found.line(*place, "audience", "unit"),
                params={"code": code},
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
        legal_status=text.legal_status,
        language_of_record=text.language_of_record,
        provenance=text.provenance,
        notes=dict(text.notes),
        content_hash=text.content_hash(),
        loaded_at=now,
    )
    session.add(version)
    session.flush()
    articles = {
        each.number: Article(
            charter_version_id=version.id,
            position=position,
            number=each.number,
            headings=dict(each.headings),
            texts=dict(each.texts),
            provenance=each.provenance,
        )
        for position, each in enumerate(text.articles, start=1)
    }
    session.add_all(articles.values())
    session.flush()
    session.add_all(
        Requirement(
            charter_version_id=version.id,
            article_id=articles[each.article].id,
            position=position,
            code=each.code,
            paragraph=each.paragraph,
            audience=each.audience.document(),
            kind=each.kind,
            courses=list(each.courses),
            recurrence=each.recurrence.document(),
            initial_deadline=each.deadline.document(),
            grace_days=each.grace_days,
            provenance=each.provenance,
        )
        for position, each in enumerate(text.requirements, start=1)
    )
    session.flush()
