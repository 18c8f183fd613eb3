"""What the organisation of a reader says in the places that courses leave open."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, literal, select
from sqlalchemy.orm import Session

from elearn.catalogue.models import LocalText
from elearn.catalogue.rules import Local
from elearn.identity.models import Organisation


def local_texts(
    session: Session, *, organisation_id: int, home_path: str, language: str, places: Sequence[str]
) -> tuple[Local, ...]:
    """Return what holds for somebody who works at `home_path`, or anywhere in the organisation.

    Of organisations above one another the nearest that says anything about a place is taken; of its
    languages the reader's, else its own, else English, else any.
    """
    path = literal(home_path) if home_path else _path(organisation_id)
    statement = (
        select(
            LocalText.place,
            LocalText.language,
            LocalText.html,
            Organisation.path,
            Organisation.default_language,
        )
        .join(Organisation, Organisation.id == LocalText.organisation_id)
        .where(LocalText.place.in_(places), path.startswith(Organisation.path))
    )
    best: dict[str, tuple[tuple[int, int, str], Local]] = {}
    for place, spoken, html, where, own in session.execute(statement):
        wishes = [language, own, "en"]
        rank = wishes.index(spoken) if spoken in wishes else len(wishes)
        order = (-len(where), rank, spoken)
        if place not in best or order < best[place][0]:
            best[place] = (order, Local(place, spoken, html))
    return tuple(best[place][1] for place in sorted(best))


def _path(organisation_id: int) -> ScalarSelect[str]:
    return select(Organisation.path).where(Organisation.id == organisation_id).scalar_subquery()


def own_texts(session: Session, organisation_id: int) -> Sequence[LocalText]:
    """Return the texts that an organisation has written itself, by place and language."""
    return session.scalars(
        select(LocalText)
        .where(LocalText.organisation_id == organisation_id)
        .order_by(LocalText.place, LocalText.language)
    ).all()
