"""People and the dated spells of their employment."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.identity.models.organisation import one_of
from elearn.identity.rules import Employment, EmploymentType, RoleFamily, Spell
from elearn.orm import Base, Id, Instant, new_public_id


class Person(Base):
    """Somebody who works for, or learns with, an organisation."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("organisation_id", "staff_number"),)

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=new_public_id)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    """The employer that issued the staff number."""
    staff_number: Mapped[str] = mapped_column(String(64), index=True)
    """Stable within the employer; with digits 0–9 whatever the script of the file."""
    user_name: Mapped[str | None] = mapped_column(String(64), unique=True)
    """As `rules.names.login_key` keeps it; None for those who sign in by staff number."""
    name: Mapped[str] = mapped_column(String(200))
    """As its bearer writes it: never split, reordered or changed in case."""
    name_latin: Mapped[str | None] = mapped_column(String(200))
    """The name in Latin letters, where the bearer wants one beside it."""
    email: Mapped[str | None] = mapped_column(String(254))
    """Optional; nothing in the service depends on it."""
    language: Mapped[str | None] = mapped_column(String(8))
    """The language of the profile; None until HR or the person gives one."""
    time_zone: Mapped[str | None] = mapped_column(String(64))
    """The person's own zone; None means that of the employer."""
    password_hash: Mapped[str | None] = mapped_column(String(255))
    """Argon2id; None for those who have never been given a password."""
    session_epoch: Mapped[int] = mapped_column(default=1)
    """Raised to end every session of the person at once, as a new password does."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class EmploymentSpell(Base):
    """What a person did for a unit between two days; closed and followed, never rewritten."""

    __tablename__ = "employment_spell"
    __table_args__ = (
        one_of("role_family", RoleFamily),
        one_of("employment_type", EmploymentType),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        UniqueConstraint("person_id", "starts_on"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    job_title: Mapped[str] = mapped_column(String(200), default="")
    role_family: Mapped[str | None] = mapped_column(String(32))
    """A word of RoleFamily; None where HR does not say."""
    employment_type: Mapped[str | None] = mapped_column(String(32))
    """A word of EmploymentType; None where HR does not say."""
    supervises_others: Mapped[bool] = mapped_column(default=False)
    public_contact: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    """The last day, included; None while it lasts."""
    recorded_at: Mapped[datetime] = mapped_column(Instant, index=True)
    """Since when the service knows of it."""

    def as_spell(self) -> Spell:
        """Return the spell as the rules know it."""
        employment = Employment(
            unit_id=self.unit_id,
            job_title=self.job_title,
            role_family=self.role_family,
            employment_type=self.employment_type,
            supervises_others=self.supervises_others,
            public_contact=self.public_contact,
        )
        return Spell(employment, self.starts_on, self.ends_on)


class EarlierEnd(Base):
    """The end that a spell had on record before another took its place.

    All else about a spell stays as it was written, so these rows tell what was known of it when.
    """

    __tablename__ = "earlier_end"

    id: Mapped[Id]
    spell_id: Mapped[int] = mapped_column(
        ForeignKey("employment_spell.id", ondelete="RESTRICT"), index=True
    )
    ends_on: Mapped[date | None]
    """The last day, as it was on record; None for an open end."""
    replaced_at: Mapped[datetime] = mapped_column(Instant, index=True)
    """The instant until which it was on record."""
