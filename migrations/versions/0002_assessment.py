"""Responses of every type, time limits, marks, corrections and item statistics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)

ATTEMPTS = sa.table(
    "attempt",
    sa.column("id", NUMBER),
    sa.column("scaled", sa.Double()),
    sa.column("points", DOCUMENT),
)


def upgrade() -> None:
    """Apply the change."""
    _attempts()
    _answers()
    op.create_table(
        "time_allowance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("factor", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "factor IN ('1', '1.25', '1.5', '2', 'none')",
            name=op.f("ck_time_allowance_factor_known"),
        ),
        _reference("time_allowance", "author_id", "person"),
        _reference("time_allowance", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_allowance")),
    )
    op.create_index(op.f("ix_time_allowance_person_id"), "time_allowance", ["person_id"])
    op.create_table(
        "mark",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", NUMBER, nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("levels", DOCUMENT, nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_at", INSTANT, nullable=False),
        sa.CheckConstraint("points BETWEEN 0 AND 1", name=op.f("ck_mark_points_share")),
        _reference("mark", "attempt_id", "attempt"),
        _reference("mark", "author_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mark_public_id")),
    )
    op.create_index("ix_mark_attempt_id_question", "mark", ["attempt_id", "question"])
    op.create_index(op.f("ix_mark_author_id"), "mark", ["author_id"])
    op.create_table(
        "key_correction",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("remedy", sa.String(length=16), nullable=False),
        sa.Column("key_version_id", NUMBER, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", NUMBER, nullable=False),
        sa.Column("corrected_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "remedy IN ('void', 'full', 'key')", name=op.f("ck_key_correction_remedy_known")
        ),
        sa.CheckConstraint(
            "(remedy = 'key') = (key_version_id IS NOT NULL)",
            name=op.f("ck_key_correction_key_has_version"),
        ),
        _reference("key_correction", "version_id", "course_version"),
        _reference("key_correction", "key_version_id", "course_version"),
        _reference("key_correction", "author_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_correction")),
        sa.UniqueConstraint("public_id", name=op.f("uq_key_correction_public_id")),
    )
    op.create_index(op.f("ix_key_correction_version_id"), "key_correction", ["version_id"])
    op.create_table(
        "regrade",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("attempt_id", NUMBER, nullable=False),
        sa.Column("correction_id", NUMBER, nullable=False),
        sa.Column("points", DOCUMENT, nullable=False),
        sa.Column("raw", sa.Double(), nullable=False),
        sa.Column("max", sa.Double(), nullable=False),
        sa.Column("scaled", sa.Double(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("regraded_at", INSTANT, nullable=False),
        _reference("regrade", "attempt_id", "attempt"),
        _reference("regrade", "correction_id", "key_correction"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
        sa.UniqueConstraint(
            "attempt_id", "correction_id", name=op.f("uq_regrade_attempt_id_correction_id")
        ),
    )
    op.create_index(op.f("ix_regrade_correction_id"), "regrade", ["correction_id"])
    op.create_table(
        "item_statistic",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("assessment", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("statistics", DOCUMENT, nullable=False),
        sa.Column("computed_at", INSTANT, nullable=False),
        _reference("item_statistic", "version_id", "course_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_statistic")),
        sa.UniqueConstraint(
            "version_id",
            "assessment",
            "question",
            "language",
            name=op.f("uq_item_statistic_version_id_assessment_question_language"),
        ),
    )


def _attempts() -> None:
    """Give attempts an end of their time and the points of each answer.

    What the answers of the first release were worth was not kept, so the attempts closed then get
    an empty document: their score stands, and statistics leave them out.
    """
    with op.batch_alter_table("attempt") as batch:
        batch.add_column(sa.Column("expires_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("points", DOCUMENT, nullable=True))
        batch.drop_constraint(op.f("ck_attempt_closed_scored"), type_="check")
        batch.create_index(op.f("ix_attempt_expires_at"), ["expires_at"])
    op.execute(ATTEMPTS.update().where(ATTEMPTS.c.scaled.is_not(None)).values(points={}))
    with op.batch_alter_table("attempt") as batch:
        batch.create_check_constraint(
            op.f("ck_attempt_scored_when_closed"),
            "(scaled IS NULL) = (passed IS NULL) AND (scaled IS NULL) = (points IS NULL)"
            " AND (submitted_at IS NOT NULL OR scaled IS NULL)",
        )


def _answers() -> None:
    """Keep what was chosen as one part of a response."""
    with op.batch_alter_table("answer") as batch:
        batch.add_column(sa.Column("response", DOCUMENT, nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE answer SET response = json_object('choices', json(choices))")
    else:
        op.execute("UPDATE answer SET response = jsonb_build_object('choices', choices)")
    with op.batch_alter_table("answer") as batch:
        batch.alter_column("response", existing_type=DOCUMENT, nullable=False)
        batch.drop_column("choices")


def downgrade() -> None:
    """Take the change back; RuntimeError where the older schema could not keep what is recorded."""
    _refuse_loss()
    for table in ("item_statistic", "regrade", "key_correction", "mark", "time_allowance"):
        op.drop_table(table)
    with op.batch_alter_table("answer") as batch:
        batch.add_column(sa.Column("choices", DOCUMENT, nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "UPDATE answer SET choices ="
            " coalesce(json_extract(response, '$.choices'), json_array())"
        )
    else:
        op.execute("UPDATE answer SET choices = coalesce(response -> 'choices', '[]'::jsonb)")
    with op.batch_alter_table("answer") as batch:
        batch.alter_column("choices", existing_type=DOCUMENT, nullable=False)
        batch.drop_column("response")
    with op.batch_alter_table("attempt") as batch:
        batch.drop_constraint(op.f("ck_attempt_scored_when_closed"), type_="check")
        batch.drop_index(op.f("ix_attempt_expires_at"))
        batch.drop_column("points")
        batch.drop_column("expires_at")
    with op.batch_alter_table("attempt") as batch:
        batch.create_check_constraint(
            op.f("ck_attempt_closed_scored"),
            "(submitted_at IS NULL) = (scaled IS NULL)"
            " AND (submitted_at IS NULL) = (passed IS NULL)",
        )


def _refuse_loss() -> None:
    """See that every answer is one of choices, and that no mark, correction or wait would go."""
    choices = (
        "json_extract(response, '$.choices') IS NULL"
        if op.get_bind().dialect.name == "sqlite"
        else "response -> 'choices' IS NULL"
    )
    for question in (
        f"SELECT count(*) FROM answer WHERE {choices}",
        "SELECT count(*) FROM attempt WHERE submitted_at IS NOT NULL AND scaled IS NULL",
        "SELECT count(*) FROM mark",
        "SELECT count(*) FROM key_correction",
        "SELECT count(*) FROM time_allowance",
    ):
        if op.get_bind().execute(sa.text(question)).scalar_one():
            message = f"the older schema cannot keep what is recorded ({question}); stay on this one"
            raise RuntimeError(message)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"), ondelete="RESTRICT"
    )
