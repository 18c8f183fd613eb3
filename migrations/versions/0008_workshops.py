"""Live training: workshops, bookings and attendance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
INSTANT = sa.DateTime(timezone=True)
LANGUAGES = ("en", "es", "fr", "ar", "zh", "ru", "ko", "pt")
PROVIDERS = (
    "platform_self_paced",
    "own_body",
    "civil_society",
    "nhri",
    "academy",
    "association",
    "university",
    "other",
)
WAYS = ("list", "code")
BOOKED = sa.text("cancelled_at IS NULL")
VALID = sa.text("withdrawn_at IS NULL")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "workshop",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("titles", DOCUMENT, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("capacity", NUMBER, nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("courses", DOCUMENT, nullable=False),
        sa.Column("topics", DOCUMENT, nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("trainer_id", NUMBER, nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("created_by", NUMBER, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        _one_of("workshop", "language", LANGUAGES),
        _one_of("workshop", "provider", PROVIDERS),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_workshop_ends_after_start")),
        sa.CheckConstraint(
            "capacity IS NULL OR capacity > 0", name=op.f("ck_workshop_capacity_positive")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_workshop_minutes_positive")),
        sa.CheckConstraint("place <> '' OR link <> ''", name=op.f("ck_workshop_somewhere")),
        _key("workshop", "organisation_id", "organisation"),
        _key("workshop", "trainer_id", "person"),
        _key("workshop", "created_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("public_id", name=op.f("uq_workshop_public_id")),
    )
    op.create_index(
        op.f("ix_workshop_organisation_id_held_on"), "workshop", ["organisation_id", "held_on"]
    )
    op.create_index(op.f("ix_workshop_trainer_id"), "workshop", ["trainer_id"])

    op.create_table(
        "booking",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("workshop_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("booked_at", INSTANT, nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        _key("booking", "workshop_id", "workshop"),
        _key("booking", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
    )
    op.create_index(op.f("ix_booking_person_id"), "booking", ["person_id"])
    op.create_index(
        "ix_booking_one_open",
        "booking",
        ["workshop_id", "person_id"],
        unique=True,
        sqlite_where=BOOKED,
        postgresql_where=BOOKED,
    )

    op.create_table(
        "attendance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("workshop_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("marked_by", NUMBER, nullable=True),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_by", NUMBER, nullable=True),
        _one_of("attendance", "way", WAYS),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_attendance_minutes_positive")),
        _key("attendance", "workshop_id", "workshop"),
        _key("attendance", "person_id", "person"),
        _key("attendance", "marked_by", "person"),
        _key("attendance", "withdrawn_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"])
    op.create_index(
        "ix_attendance_one_valid",
        "attendance",
        ["workshop_id", "person_id"],
        unique=True,
        sqlite_where=VALID,
        postgresql_where=VALID,
    )


def downgrade() -> None:
    """Take the change back."""
    for table in ("attendance", "booking", "workshop"):
        op.drop_table(table)


def _one_of(table: str, column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_known"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}_{other}"),
        ondelete="RESTRICT",
    )
