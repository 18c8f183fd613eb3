"""Which facts the projection of duties holds already, and an index of the days work begins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "read_fact",
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.Column("fact_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "fact_id", name=op.f("pk_read_fact")),
    )
    op.create_index(op.f("ix_read_fact_at"), "read_fact", ["at"])
    op.create_index(op.f("ix_employment_spell_starts_on"), "employment_spell", ["starts_on"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_employment_spell_starts_on"), table_name="employment_spell")
    op.drop_table("read_fact")
