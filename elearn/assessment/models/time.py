"""Longer time for those who need it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.assessment.rules import TimeFactor
from elearn.orm import Base, Id, Instant


class TimeAllowance(Base):
    """By how much a person's time is longer; the newest row of a person counts."""

    __tablename__ = "time_allowance"
    __table_args__ = (
        CheckConstraint(
            "factor IN ({})".format(", ".join(f"'{factor}'" for factor in TimeFactor)),
            name="factor_known",
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)
    factor: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    """Personal data, often about health: shown to those alone who may set it."""
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    set_at: Mapped[datetime] = mapped_column(Instant)
