"""A workshop as somebody writes it, and planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.identity.models import Organisation, Person
from elearn.workshops.models import Workshop
from elearn.workshops.services import Letter, Words, plan_workshop
from tests.conftest import NOW

START = datetime.fromisoformat("2026-12-01T05:00:00+00:00")
"""14:00 in Seoul."""
END = START + timedelta(hours=2)
DURING = START + timedelta(minutes=30)

DRAFT: dict[str, Any] = {
    "titles": {"en": "Equality at the counter", "ar": "المساواة عند الشباك"},
    "day": "2026-12-01",
    "starts": "14:00",
    "ends": "16:00",
    "time_zone": "Asia/Seoul",
    "place": "Town Hall, room 4",
    "link": "https://meet.example/equality",
    "capacity": 2,
    "language": "en",
    "provider": "civil_society",
    "courses": [],
    "topics": ["equality"],
    "minutes": 90,
    "trainer": "stranger",
}


def place(session: Session, code: str = "baekdam") -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.code == code)).one()


def planned(
    session: Session, *, at: str = "baekdam", author: Person | None = None, **changes: Any
) -> Workshop:
    """Plan the workshop of DRAFT, with some of it written otherwise, and commit it."""
    workshop = plan_workshop(
        session,
        organisation=place(session, at),
        draft={**DRAFT, **changes},
        author_id=author.id if author else None,
        now=NOW,
    )
    session.commit()
    return workshop


def plain(letter: Letter, _now: datetime) -> Words:
    """Put a letter into no words but what it tells of, for tests of something else."""
    return Words("en", letter.news, letter.reader.name, "")
