"""What the tests of assessment do over and over: enrol, start, answer, submit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.assessment.models import Attempt
from elearn.assessment.services import SavedAnswer, save_answer, start, submit
from elearn.learning.models import Enrolment
from elearn.learning.services import enrol
from tests.conftest import NOW
from tests.learning.packs import KEY, SLUG


@dataclass
class Examinee:
    """A learner enrolled in the small course."""

    session: Session
    person_id: int
    enrolment: Enrolment

    def start(self, key: str = "final", now: datetime = NOW) -> tuple[Attempt, bool]:
        return start(
            self.session,
            person_id=self.person_id,
            enrolment_public_id=self.enrolment.public_id,
            assessment=key,
            now=now,
        )

    def save(
        self,
        attempt: Attempt,
        question: str,
        choices: Any,
        *,
        language: str = "en",
        now: datetime = NOW,
        seen: int | None = None,
    ) -> SavedAnswer:
        return save_answer(
            self.session,
            person_id=self.person_id,
            attempt_public_id=attempt.public_id,
            question=question,
            response=choices if isinstance(choices, dict) else {"choices": choices},
            language=language,
            now=now,
            seen=seen,
        )

    def answer_all(self, attempt: Attempt, *, rightly: bool = True) -> None:
        for item in attempt.sheet.items:
            wrong = [name for name in item.choices if name not in KEY[item.question]][:1]
            self.save(attempt, item.question, KEY[item.question] if rightly else wrong)

    def submit(self, attempt: Attempt, now: datetime = NOW) -> Attempt:
        return submit(
            self.session,
            person_id=self.person_id,
            attempt_public_id=attempt.public_id,
            language="en",
            now=now,
        )


def enrolled(session: Session, person_id: int) -> Examinee:
    """Enrol the person in the small course and commit."""
    enrolment, _created = enrol(session, person_id=person_id, slug=SLUG, now=NOW)
    session.commit()
    return Examinee(session, person_id, enrolment)
