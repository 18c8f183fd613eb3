"""The tree of organisations: federations, municipalities, their bodies and units."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.identity.rules import BodyKind, OrganisationKind
from elearn.orm import Base, Document, Id


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return a named constraint that lets only the words of an enum into a text column."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Organisation(Base):
    """A node of the tree; people work in it, roles are granted on it, charters bind it."""

    __tablename__ = "organisation"
    __table_args__ = (
        one_of("kind", OrganisationKind),
        one_of("body_kind", BodyKind),
        CheckConstraint("path LIKE '/%/'", name="path_closed"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(64), unique=True)
    """The public identifier: lower-case letters, digits and hyphens; it stands in addresses."""
    kind: Mapped[str] = mapped_column(String(16))
    names: Mapped[dict[str, str]] = mapped_column(Document)
    """The name in each language it has one in."""
    default_language: Mapped[str] = mapped_column(String(8))
    """The language its people are met in until they choose, and the fallback of its name."""
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    path: Mapped[str] = mapped_column(String(512), unique=True)
    """The codes from the root down, each closed by a slash: a subtree is one prefix."""
    time_zone: Mapped[str] = mapped_column(String(64))
    """A name of the IANA database: a day of duty begins and ends there."""
    body_kind: Mapped[str | None] = mapped_column(String(32))
    """What sort of public body it is; None where that is its parent's matter."""

    def name(self, language: str) -> str:
        """Return the name in the language, else in the organisation's own, else any."""
        return (
            self.names.get(language)
            or self.names.get(self.default_language)
            or next(iter(self.names.values()), self.code)
        )
