"""What the reader's organisation says in the places that courses leave for it."""

from __future__ import annotations

from collections.abc import Sequence

from elearn.catalogue.queries import local_texts
from elearn.catalogue.rules import Local
from elearn.database import db
from elearn.identity.login import current_person
from elearn.locales import current_language


def said_in(places: Sequence[str]) -> tuple[Local, ...]:
    """Return the local texts of these places in the reader's language, as far as there are any."""
    if not places:
        return ()
    person = current_person()
    return local_texts(
        db.session(),
        organisation_id=person.organisation_id,
        home_path=person.home_path,
        language=current_language(),
        places=places,
    )
