"""Proposals: what a charter should say, until a second person approves it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
IS_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "charter_proposal",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("charter", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", NUMBER, nullable=True),
        sa.Column("proposed_by", NUMBER, nullable=False),
        sa.Column("edited_by", NUMBER, nullable=False),
        sa.Column("decided_by", NUMBER, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'withdrawn')",
            name=op.f("ck_charter_proposal_state_known"),
        ),
        sa.CheckConstraint("revision > 0", name=op.f("ck_charter_proposal_revision_positive")),
        sa.CheckConstraint(
            "(state = 'approved') = (version IS NOT NULL)",
            name=op.f("ck_charter_proposal_version_when_approved"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_charter_proposal_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["person.id"],
                name=op.f(f"fk_charter_proposal_{column}_person"),
                ondelete="RESTRICT",
            )
            for column in ("proposed_by", "edited_by", "decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_proposal")),
        sa.UniqueConstraint("public_id", name=op.f("uq_charter_proposal_public_id")),
    )
    op.create_index(
        op.f("ix_charter_proposal_organisation_id"), "charter_proposal", ["organisation_id"]
    )
    op.create_index(
        "ix_charter_proposal_one_open",
        "charter_proposal",
        ["organisation_id", "charter"],
        unique=True,
        sqlite_where=IS_OPEN,
        postgresql_where=IS_OPEN,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("charter_proposal")
