"""The projection of duties: rows that follow from the facts, and that a rebuild makes again.

Nothing here is the truth, and nothing reads from here what a person is told about themselves.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Id, Instant


class ProjectedObligation(Base):
    """One requirement in one period for one person, as the facts have it now."""

    __tablename__ = "projected_obligation"
    __table_args__ = (
        UniqueConstraint("person_id", "requirement_id", "starts_on"),
        Index(None, "requirement_id", "due_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id", ondelete="RESTRICT"))
    """The requirement in the version of the charter that it cites (invariant 6)."""
    period: Mapped[str] = mapped_column(String(32))
    starts_on: Mapped[date]
    opens_on: Mapped[date]
    due_on: Mapped[date]
    grace_ends_on: Mapped[date]
    satisfied_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16))
    """A word of `rules.State`, on the civil day up to which the person is projected."""
    minutes_asked: Mapped[int]
    minutes: Mapped[int]
    """Those that count, never more than are asked."""


class ProjectedPerson(Base):
    """A person at their place of work, by the one state that says most about them."""

    __tablename__ = "projected_person"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    standing: Mapped[str | None] = mapped_column(String(16))
    """A word of `rules.State`; None for somebody from whom nothing is asked yet."""
    changes_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When a day begins, at their place of work, on which any of this may be different without any
    new fact; None for never."""


class StandingCount(Base):
    """How many people of one unit have one standing."""

    __tablename__ = "standing_count"
    __table_args__ = (UniqueConstraint("unit_id", "standing"),)

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="RESTRICT"))
    standing: Mapped[str] = mapped_column(String(16))
    people: Mapped[int]


class ProjectionMark(Base):
    """How far the projection has read the facts: a single row."""

    __tablename__ = "projection_mark"

    id: Mapped[Id]
    read_until: Mapped[datetime] = mapped_column(Instant)
    """Facts recorded later are not in it yet."""
    as_of: Mapped[datetime] = mapped_column(Instant)
    """The instant whose civil days the rows are about."""


class ReadFact(Base):
    """A fact that the projection holds, from the time shortly before the mark.

    A transaction may end after a later one has been read; what is not here by then is new.
    """

    __tablename__ = "read_fact"

    source: Mapped[str] = mapped_column(String(24), primary_key=True)
    """Which table the fact stands in, and whether its beginning or its end is meant."""
    fact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The fact's private key there."""
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    """When it was recorded."""
