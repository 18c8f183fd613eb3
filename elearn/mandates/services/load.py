"""Loading a charter: checked against what is known, all or nothing, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.queries import programmes
from elearn.catalogue.rules.programmes import Part
from elearn.errors import Faults
from elearn.identity.models import Organisation
from elearn.mandates.formats import CharterFile
from elearn.mandates.models import Article, Charter, CharterVersion, Requirement
from elearn.mandates.queries.impact import Impact, impact
from elearn.mandates.rules import (
    Asked,
    CharterText,
    RequirementText,
    stands_for,
)
from elearn.mandates.services.refusals import charter_faults, versions_of


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
    versions = versions_of(session, charter.code)
    faults = charter_faults(session, found, versions)
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
