"""Which article asked for the course, on the day it was completed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.certification.rules.statement import Ground
from elearn.mandates.models import Charter, CharterVersion
from elearn.mandates.queries import ObligationView, obligations_of


def ground_of(session: Session, person_id: int, slug: str, completed_on: date) -> Ground | None:
    """Return the article the completion counts for, of several the one that was due first.

    None when no charter asked the person for this course on that day, or when what was asked had
    been met before.
    """
    for obligation in obligations_of(session, person_id, today=completed_on):
        fresh = obligation.satisfied_on in {None, completed_on}
        if fresh and slug in obligation.done:
            return _ground(session, obligation)
    return None


def _ground(session: Session, obligation: ObligationView) -> Ground:
    in_force_from = session.scalar(
        select(CharterVersion.in_force_from)
        .join(Charter, Charter.id == CharterVersion.charter_id)
        .where(Charter.code == obligation.charter, CharterVersion.version == obligation.version)
    )
    return Ground(
        charter=obligation.charter,
        version=obligation.version,
        titles=obligation.charter_titles,
        language_of_record=obligation.charter_language,
        in_force_from=in_force_from,
        article=obligation.article,
        paragraph=obligation.paragraph,
        headings=obligation.article_headings,
        texts=obligation.article_texts,
        provenance=obligation.provenance,
        requirement=obligation.requirement,
        period=obligation.period or None,
    )
