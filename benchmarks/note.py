"""The one-row table that the bare service writes to; made in temporary databases only."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, String, Table

notes = Table(
    "bench_note",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("value", String(64), nullable=False),
)
