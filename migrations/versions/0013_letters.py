"""Messages that are withdrawn before they are sent, and calendar files that go with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply the change."""
    op.add_column("outbox_message", sa.Column("calendar", sa.Text(), nullable=True))
    op.add_column("outbox_message", sa.Column("withdrawn_at", INSTANT, nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("outbox_message", "withdrawn_at")
    op.drop_column("outbox_message", "calendar")
