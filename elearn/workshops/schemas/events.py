"""A workshop as the event of a calendar."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

from elearn.workshops.formats import Event
from elearn.workshops.models import Workshop
from elearn.workshops.schemas.wording import title


def event_of(  # noqa: PLR0913  # of what, for whom, by whom and when
    workshop: Workshop,
    *,
    public_url: str,
    joins: bool,
    stamped_at: datetime | None = None,
    organiser: str = "",
    language: str | None = None,
) -> Event:
    """Return the event; the link to join from afar only for one who `joins`.

    `stamped_at` is when it was made, the last change unless given; `organiser` is the mail address
    that says so, with a name or without.
    """
    named = title(workshop, language)
    name, address = parseaddr(organiser)
    return Event(
        public_id=workshop.public_id,
        title=named.text,
        language=named.language,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        place=workshop.place,
        link=workshop.link if joins else "",
        address=f"{public_url}/workshops/{workshop.public_id}",
        revision=workshop.revision,
        created_at=workshop.created_at,
        changed_at=workshop.changed_at,
        stamped_at=stamped_at or workshop.changed_at,
        organiser_name=name,
        organiser_address=address,
        cancelled=workshop.cancelled_at is not None,
    )
