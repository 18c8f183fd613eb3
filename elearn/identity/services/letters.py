"""Taking messages out of the outbox for those whom no mail reaches."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from elearn import audit
from elearn.identity.formats.letters import Letter
from elearn.identity.models import EmploymentSpell, Organisation, Person
from elearn.identity.queries.organisations import below
from elearn.mail import OutboxMessage, unreached


def print_letters(session: Session, *, organisation: Organisation, now: datetime) -> list[Letter]:
    """Return the messages for whoever works there or below and gets no mail, by unit and name.

    They have no address, or every attempt to send has failed. Each is marked as printed, so it is
    returned once; the reading is entered in the audit trail. Two who print at once share them out.
    """
    today = now.astimezone(ZoneInfo(organisation.time_zone)).date()
    rows = session.execute(
        select(OutboxMessage, Person, Organisation)
        .join(Person, Person.id == OutboxMessage.person_id)
        .join(EmploymentSpell, EmploymentSpell.person_id == Person.id)
        .join(Organisation, Organisation.id == EmploymentSpell.unit_id)
        .where(
            unreached(),
            below(organisation.path),
            EmploymentSpell.starts_on <= today,
            or_(EmploymentSpell.ends_on.is_(None), EmploymentSpell.ends_on >= today),
        )
        .order_by(Organisation.path, Person.name, Person.id, OutboxMessage.created_at)
        .with_for_update(of=OutboxMessage, skip_locked=True)
    ).all()
    taken: dict[int, Letter] = {}
    for message, person, unit in rows:
        if message.id not in taken:  # who works in two units gets one sheet
            message.printed_at = now
            taken[message.id] = Letter(
                unit_code=unit.code,
                unit=unit.name(organisation.default_language),
                staff_number=person.staff_number,
                name=person.name,
                language=message.language,
                subject=message.subject,
                message=message.body,
            )
    audit.record(
        session,
        actor_id=None,
        action="mail.printed",
        subject=f"organisation:{organisation.code}",
        details={"messages": len(taken)},
        now=now,
    )
    return list(taken.values())
