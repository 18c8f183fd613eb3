"""Say what an organisation says of itself in the places that courses leave open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.catalogue.formats.local import LONGEST, LocalEntry, local_html
from elearn.catalogue.models import LocalText
from elearn.catalogue.rules import LANGUAGES, PLACES
from elearn.errors import N_, Invalid
from elearn.identity.models import Organisation


class LocalTextUnfit(Invalid):
    """The text cannot stand in the place."""

    code = "local-text-unfit"


def set_local_texts(
    session: Session,
    *,
    organisation: Organisation,
    entries: Iterable[LocalEntry],
    actor_id: int | None,
    now: datetime,
) -> int:
    """Put each text in its place, an empty one away; return how many have changed.

    LocalTextUnfit for an unknown place or language, or a text that is too long. The caller's
    transaction makes it all or nothing.
    """
    changed = [each for each in entries if _set(session, organisation.id, each, now)]
    if changed:
        audit.record(
            session,
            actor_id=actor_id,
            action="local_texts.changed",
            subject=f"organisation:{organisation.code}",
            now=now,
            details={"texts": [f"{each.place}.{each.language}" for each in changed]},
        )
    return len(changed)


def _set(session: Session, organisation_id: int, entry: LocalEntry, now: datetime) -> bool:
    text = entry.text.strip()
    _fit(entry, text)
    row = session.scalars(
        select(LocalText).where(
            LocalText.organisation_id == organisation_id,
            LocalText.place == entry.place,
            LocalText.language == entry.language,
        )
    ).one_or_none()
    if (row.text if row else "") == text:
        return False
    if row and not text:
        session.delete(row)
        return True
    row = row or LocalText(
        organisation_id=organisation_id, place=entry.place, language=entry.language
    )
    row.text, row.html, row.changed_at = text, local_html(text), now
    session.add(row)
    session.flush()
    return True


def _fit(entry: LocalEntry, text: str) -> None:
    if entry.place not in PLACES:
        raise LocalTextUnfit(
            N_("There is no place “%(place)s”: use one of %(known)s."),
            place=entry.place,
            known=", ".join(PLACES),
        )
    if entry.language not in LANGUAGES:
        raise LocalTextUnfit(
            N_("The language “%(language)s” is unknown: use one of %(known)s."),
            language=entry.language,
            known=", ".join(LANGUAGES),
        )
    if len(text) > LONGEST:
        raise LocalTextUnfit(
            N_("The text is longer than %(most)s signs: say the essential, and link to the rest."),
            most=LONGEST,
        )
