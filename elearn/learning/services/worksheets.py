"""Saving a worksheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from elearn.catalogue.rules import Unfit, fitting
from elearn.errors import N_, Conflict, Invalid
from elearn.learning.models import FilledWorksheet
from elearn.learning.queries import worksheet_of

WHY = {
    "long": N_("Shorten this answer to %(most)s signs."),
    "sign": N_("This answer has a sign that cannot be kept: write it anew."),
    "choice": N_("Choose from what is offered here."),
    "date": N_("Write the day as year, month and day: 2027-03-31."),
    "kind": N_("Give one text here, or a list where several can be chosen."),
    "unknown": N_("This worksheet has no field of that name: take it out."),
}


class WorksheetUnfit(Invalid):
    """Some answers cannot be kept; nothing was saved."""

    code = "worksheet-unfit"

    def __init__(self, unfit: tuple[Unfit, ...]) -> None:
        """Keep what is wrong, by the key of the field."""
        super().__init__(
            N_("Nothing was saved. Answers that cannot be kept as they are: %(count)s."),
            count=len(unfit),
        )
        self.unfit = unfit

    def members(self) -> dict[str, Any]:
        """Return what is wrong with each answer, by the key of the field, in English."""
        return {
            "errors": {each.key[:200]: WHY[each.why] % {"most": each.most} for each in self.unfit}
        }


class WorksheetChanged(Conflict):
    """It was saved elsewhere since this window opened it; nothing was saved."""

    code = "worksheet-changed"

    def __init__(self, filled: FilledWorksheet) -> None:
        """Keep what stands on disk."""
        super().__init__(
            N_(
                "This worksheet was saved in another window since you opened it. What you wrote"
                " here is not saved yet."
            )
        )
        self.revision, self.saved_at = filled.revision, filled.saved_at

    def members(self) -> dict[str, Any]:
        """Return the revision that stands on disk."""
        return {"revision": self.revision}


def save_worksheet(  # noqa: PLR0913  # whose, what and when: all named at the call
    session: Session,
    *,
    person_id: int,
    enrolment_public_id: str,
    worksheet_id: str,
    answers: Mapping[str, Any],
    completed: bool,
    revision: int,
    now: datetime,
) -> FilledWorksheet:
    """Keep the answers whole, in place of those before; the same again changes nothing.

    `revision` is what the writer last saw, 0 for an empty worksheet. EnrolmentNotFound;
    WorksheetNotFound; WorksheetUnfit; WorksheetChanged.
    """
    found = worksheet_of(session, person_id, enrolment_public_id, worksheet_id, lock=True)
    kept, unfit = fitting(found.sheet, answers)
    if unfit:
        raise WorksheetUnfit(unfit)
    filled = found.filled
    if filled is None:
        filled = FilledWorksheet(
            enrolment_id=found.enrolment.id,
            worksheet_id=worksheet_id,
            answers=kept,
            saved_at=now,
            completed_at=now if completed else None,
        )
        session.add(filled)
        session.flush()
        return filled
    if filled.answers == kept and (filled.completed_at is not None) == completed:
        return filled
    if filled.revision != revision:
        raise WorksheetChanged(filled)
    filled.answers = kept
    filled.revision += 1
    filled.saved_at = now
    filled.completed_at = (filled.completed_at or now) if completed else None
    return filled
