"""The tables of charters: versions that never change, their articles and requirements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.mandates.rules import LEGAL_STATUSES, PROVENANCES
from elearn.orm import Base, Document, Id, Instant


def _one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Charter(Base):
    """A text by which an organisation binds itself; it reaches everything below it."""

    __tablename__ = "charter"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(64), unique=True)
    """The public identifier; it stands in addresses and is the same in every language."""
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )


class CharterVersion(Base):
    """The charter as it was loaded once; another wording is another version."""

    __tablename__ = "charter_version"
    __table_args__ = (
        UniqueConstraint("charter_id", "version"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint(
            "in_force_to IS NULL OR in_force_to >= in_force_from", name="ends_after_start"
        ),
        _one_of("legal_status", LEGAL_STATUSES),
        _one_of("provenance", PROVENANCES),
    )

    id: Mapped[Id]
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id", ondelete="RESTRICT"))
    version: Mapped[int]
    titles: Mapped[dict[str, str]] = mapped_column(Document)
    """The title in each language it has one in."""
    adopted_on: Mapped[date]
    in_force_from: Mapped[date]
    in_force_to: Mapped[date | None]
    """The last day, included; None while no end is known."""
    legal_status: Mapped[str] = mapped_column(String(32))
    language_of_record: Mapped[str] = mapped_column(String(8))
    """The language whose wording decides."""
    provenance: Mapped[str] = mapped_column(String(16))
    """Whether the words are documented, illustrative or mixed; shown wherever they are."""
    notes: Mapped[dict[str, Any]] = mapped_column(Document)
    """What the file records and the service does not enforce yet, by requirement code."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """A digest of all that the version says, by which a second load is recognised."""
    loaded_at: Mapped[datetime] = mapped_column(Instant)


class Article(Base):
    """One article of one version."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("charter_version_id", "number"),
        _one_of("provenance", PROVENANCES),
    )

    id: Mapped[Id]
    charter_version_id: Mapped[int] = mapped_column(
        ForeignKey("charter_version.id", ondelete="RESTRICT")
    )
    position: Mapped[int]
    """Its place in the charter, counted from 1."""
    number: Mapped[str] = mapped_column(String(32))
    """As the charter counts it; the same in every language."""
    headings: Mapped[dict[str, str]] = mapped_column(Document)
    texts: Mapped[dict[str, str]] = mapped_column(Document)
    """The words in each language, paragraphs parted by an empty line."""
    provenance: Mapped[str] = mapped_column(String(16))


class Requirement(Base):
    """What follows from an article: whom it binds, to what, and by when."""

    __tablename__ = "requirement"
    __table_args__ = (
        UniqueConstraint("charter_version_id", "code"),
        CheckConstraint("grace_days >= 0", name="grace_days_natural"),
        _one_of("provenance", PROVENANCES),
    )

    id: Mapped[Id]
    charter_version_id: Mapped[int] = mapped_column(
        ForeignKey("charter_version.id", ondelete="RESTRICT")
    )
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="RESTRICT"), index=True
    )
    position: Mapped[int]
    """Its place in the file, counted from 1."""
    code: Mapped[str] = mapped_column(String(64))
    """Names the same duty through the versions of its charter."""
    paragraph: Mapped[str | None] = mapped_column(String(16))
    audience: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.Audience` that are given."""
    kind: Mapped[str] = mapped_column(String(32))
    """`course`: every course named; `course_any_of`: any one of them."""
    courses: Mapped[list[str]] = mapped_column(Document)
    """Slugs of the catalogue."""
    recurrence: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.Recurrence`."""
    initial_deadline: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.FirstDeadline`."""
    grace_days: Mapped[int] = mapped_column(default=0)
    provenance: Mapped[str] = mapped_column(String(16))
