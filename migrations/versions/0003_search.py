"""The search of the catalogue: entries, words and topics, and the full text of each database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "search_entry",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("course_id", NUMBER, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("lesson_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_search_entry_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint(
            "course_id",
            "language",
            "lesson_id",
            name=op.f("uq_search_entry_course_id_language_lesson_id"),
        ),
    )
    op.create_table(
        "search_word",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("surface", sa.String(length=64), nullable=False),
        sa.Column("stem", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint(
            "language", "surface", name=op.f("uq_search_word_language_surface")
        ),
    )
    op.create_index(op.f("ix_search_word_language_stem"), "search_word", ["language", "stem"])
    op.create_table(
        "course_topic",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("course_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('right', 'sdg', 'instrument', 'language')",
            name=op.f("ck_course_topic_kind_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_course_topic_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_topic")),
        sa.UniqueConstraint(
            "kind", "key", "course_id", name=op.f("uq_course_topic_kind_key_course_id")
        ),
    )
    op.create_index(op.f("ix_course_topic_course_id"), "course_topic", ["course_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5("
            "title, body, tokenize = 'unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "CREATE TABLE search_text (entry_id BIGINT PRIMARY KEY REFERENCES search_entry (id)"
            " ON DELETE CASCADE, title TSVECTOR NOT NULL, lexemes TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_text_title ON search_text USING gin (title)")
        op.execute("CREATE INDEX ix_search_text_lexemes ON search_text USING gin (lexemes)")


def downgrade() -> None:
    """Take the change back."""
    op.execute("DROP TABLE search_text")
    op.drop_table("course_topic")
    op.drop_table("search_word")
    op.drop_table("search_entry")
