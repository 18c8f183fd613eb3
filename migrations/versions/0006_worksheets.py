"""Worksheets as learners fill them in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "filled_worksheet",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("enrolment_id", NUMBER, nullable=False),
        sa.Column("worksheet_id", sa.String(length=64), nullable=False),
        sa.Column(
            "answers",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("revision > 0", name=op.f("ck_filled_worksheet_revision_positive")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_filled_worksheet_enrolment_id_enrolment"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filled_worksheet")),
        sa.UniqueConstraint(
            "enrolment_id",
            "worksheet_id",
            name=op.f("uq_filled_worksheet_enrolment_id_worksheet_id"),
        ),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("filled_worksheet")
