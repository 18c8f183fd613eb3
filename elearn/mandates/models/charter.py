"""Versions of charters, which never change, with their articles and requirements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.mandates.rules import LEGAL_STATUSES, PROVENANCES, RESPONSIBLE
from elearn.orm import Base, Document, Id, Instant


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """Return a named constraint that lets only these words into a text column."""
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
        one_of("legal_status", LEGAL_STATUSES),
        one_of("provenance", PROVENANCES),
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
    source_url: Mapped[str | None] = mapped_column(String(500))
    """Where the words are published by those who made them."""
    on_adhesion: Mapped[bool] = mapped_column(default=False)
    """Whether it binds a member from the day on which the member joins, and nobody before."""
    members: Mapped[list[str]] = mapped_column(Document)
    """The kinds of bodies that may join."""
    topics: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    """The subjects its requirements name: code, titles, and the courses that cover each."""
    body_duties: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    """What a body itself owes: code, titles, days, to whom."""
    notes: Mapped[dict[str, Any]] = mapped_column(Document)
    """What the file records and the service does not enforce, by requirement code."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """A digest of all that the version says, by which a second load is recognised."""
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    """All that the version says, as `rules.CharterText.document` writes it down."""
    loaded_at: Mapped[datetime] = mapped_column(Instant)
    """Since when the service knows it: before, nobody was told of these duties."""


class Article(Base):
    """One article of one version; the same number again, for other days, is an amendment."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("charter_version_id", "position"),
        CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from",
            name="ends_after_start",
        ),
        one_of("provenance", PROVENANCES),
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
    valid_from: Mapped[date | None]
    """The first day on which these words are in force; None for that of the version."""
    valid_to: Mapped[date | None]
    """The last one, included; None for that of the version."""
    source: Mapped[str | None] = mapped_column(String(500))
    """Where the words were found, as the file says it."""
    provenance: Mapped[str] = mapped_column(String(16))


class Requirement(Base):
    """What follows from an article: whom it binds, to what, by when, and who is excused."""

    __tablename__ = "requirement"
    __table_args__ = (
        UniqueConstraint("charter_version_id", "position"),
        CheckConstraint("grace_days >= 0", name="grace_days_natural"),
        one_of("provenance", PROVENANCES),
        one_of("responsible", RESPONSIBLE),
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
    asked: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.Asked` that are given; the parts of a programme as they were then."""
    programme: Mapped[str | None] = mapped_column(String(64))
    """The programme whose parts are asked for."""
    recurrence: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.Recurrence`."""
    initial_deadline: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.FirstDeadline`."""
    grace_days: Mapped[int] = mapped_column(default=0)
    exemptions: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    """The fields of `rules.ExemptionRule` for each reason that the charter knows."""
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    """The last day; of both, None stands for the day of its article."""
    amends_open: Mapped[bool] = mapped_column(default=False)
    """Whether it takes over periods that an earlier text has opened and that are not met yet."""
    responsible: Mapped[str] = mapped_column(String(32))
    """Who answers for it, which is not always the learner."""
    languages: Mapped[list[str]] = mapped_column(Document)
    """The languages in which every course must be offered."""
    reminders: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.Reminders`."""
    reporting: Mapped[dict[str, Any]] = mapped_column(Document)
    """The fields of `rules.ReportingText`."""
    retention_months: Mapped[int | None]
    """How long the evidence is kept, where the charter says it."""
    counts_in_appraisal: Mapped[bool] = mapped_column(default=False)
    """Whether the charter lets it count in the appraisal of staff: shown, and nothing else."""
    fulfils: Mapped[str | None] = mapped_column(String(130))
    """The requirement of a wider charter that it carries out: its charter, a slash, its code."""
    provenance: Mapped[str] = mapped_column(String(16))
