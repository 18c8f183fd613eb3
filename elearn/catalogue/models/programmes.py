"""Programmes as they were loaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.orm import Base, Document, Id, Instant


class ProgrammeSet(Base):
    """The programmes of one file; loading the file again takes its place."""

    __tablename__ = "programme_set"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(64), unique=True)
    """The name of the file without its ending."""
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    loaded_at: Mapped[datetime] = mapped_column(Instant)
