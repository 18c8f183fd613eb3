"""Charters in force by article, exemptions, what counts, and the projection of duties."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
NEW = (
    "projection_mark",
    "calendar_record",
    "standing_count",
    "accreditation",
    "adhesion",
    "body_duty_record",
    "credit",
    "exemption_grant",
    "projected_person",
    "recognition",
    "earlier_end",
    "projected_obligation",
)
ROLES_BEFORE = (
    "learner",
    "trainer",
    "author",
    "translator",
    "editor",
    "administrator",
    "auditor",
)
ROLES = (*ROLES_BEFORE, "manager")
REPORTING = {"audience": "head_of_body", "level": "named", "min_cell": 10, "frequency": "yearly"}
REMINDERS: dict[str, object] = {"before": [], "after": [], "escalate": {}}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "projection_mark",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("read_until", INSTANT, nullable=False),
        sa.Column("as_of", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projection_mark")),
    )
    op.create_table(
        "calendar_record",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("document", DOCUMENT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_calendar_record_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_record")),
    )
    op.create_index(
        op.f("ix_calendar_record_organisation_id_recorded_at"),
        "calendar_record",
        ["organisation_id", "recorded_at"],
    )

    op.create_table(
        "standing_count",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("people", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["organisation.id"],
            name=op.f("fk_standing_count_unit_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_count")),
        sa.UniqueConstraint("unit_id", "standing", name=op.f("uq_standing_count_unit_id_standing")),
    )
    op.create_table(
        "accreditation",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("charter_id", NUMBER, nullable=False),
        sa.Column("course_id", NUMBER, nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("accredited_by", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "expires_on >= granted_on", name=op.f("ck_accreditation_expires_after_grant")
        ),
        sa.ForeignKeyConstraint(
            ["charter_id"],
            ["charter.id"],
            name=op.f("fk_accreditation_charter_id_charter"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course.id"],
            name=op.f("fk_accreditation_course_id_course"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation")),
        sa.UniqueConstraint(
            "charter_id",
            "course_id",
            "granted_on",
            name=op.f("uq_accreditation_charter_id_course_id_granted_on"),
        ),
    )
    op.create_index(op.f("ix_accreditation_course_id"), "accreditation", ["course_id"])
    op.create_index(op.f("ix_accreditation_recorded_at"), "accreditation", ["recorded_at"])

    op.create_table(
        "adhesion",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("charter_id", NUMBER, nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("adhered_on", sa.Date(), nullable=False),
        sa.Column("norm", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("withdrawal_recorded_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on > adhered_on",
            name=op.f("ck_adhesion_withdrawn_after_adhesion"),
        ),
        sa.ForeignKeyConstraint(
            ["charter_id"],
            ["charter.id"],
            name=op.f("fk_adhesion_charter_id_charter"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_adhesion_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adhesion")),
        sa.UniqueConstraint(
            "charter_id",
            "organisation_id",
            "adhered_on",
            name=op.f("uq_adhesion_charter_id_organisation_id_adhered_on"),
        ),
    )
    op.create_index(op.f("ix_adhesion_organisation_id"), "adhesion", ["organisation_id"])
    op.create_index(op.f("ix_adhesion_recorded_at"), "adhesion", ["recorded_at"])
    op.create_index(
        op.f("ix_adhesion_withdrawal_recorded_at"), "adhesion", ["withdrawal_recorded_at"]
    )

    op.create_table(
        "body_duty_record",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("charter_id", NUMBER, nullable=False),
        sa.Column("organisation_id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"],
            ["charter.id"],
            name=op.f("fk_body_duty_record_charter_id_charter"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_body_duty_record_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_duty_record")),
        sa.UniqueConstraint(
            "charter_id",
            "organisation_id",
            "code",
            name=op.f("uq_body_duty_record_charter_id_organisation_id_code"),
        ),
    )
    op.create_index(
        op.f("ix_body_duty_record_organisation_id"), "body_duty_record", ["organisation_id"]
    )

    op.create_table(
        "credit",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("activity", sa.String(length=128), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("credited_on", sa.Date(), nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("live_minutes", NUMBER, nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("courses", DOCUMENT, nullable=False),
        sa.Column("topics", DOCUMENT, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("source_key", sa.String(length=128), nullable=False),
        sa.CheckConstraint(
            "provider IN ('platform_self_paced', 'own_body', 'civil_society', 'nhri', 'academy', 'association', 'university', 'other')",
            name=op.f("ck_credit_provider_known"),
        ),
        sa.CheckConstraint(
            "live_minutes BETWEEN 0 AND minutes", name=op.f("ck_credit_live_minutes_within")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_credit_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_credit_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
        sa.UniqueConstraint("source_key", name=op.f("uq_credit_source_key")),
    )
    op.create_index(op.f("ix_credit_person_id"), "credit", ["person_id"])
    op.create_index(op.f("ix_credit_recorded_at"), "credit", ["recorded_at"])
    op.create_index(op.f("ix_credit_withdrawn_at"), "credit", ["withdrawn_at"])

    op.create_table(
        "exemption_grant",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("charter_id", NUMBER, nullable=False),
        sa.Column("requirement", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("waiver_reason", sa.String(length=32), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("approved_by", NUMBER, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("revoked_by", NUMBER, nullable=True),
        sa.CheckConstraint(
            "reason IN ('parental_leave', 'long_sick_leave', 'service_abroad', 'military_or_civil_service', 'short_contract', 'recognised_equivalent', 'accessibility_pending', 'other')",
            name=op.f("ck_exemption_grant_reason_known"),
        ),
        sa.CheckConstraint(
            "waiver_reason IS NULL OR waiver_reason IN ('Tested Out', 'Equivalent AU', 'Equivalent Outside Activity', 'Administrative')",
            name=op.f("ck_exemption_grant_waiver_reason_known"),
        ),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_exemption_grant_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"],
            ["person.id"],
            name=op.f("fk_exemption_grant_approved_by_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["charter_id"],
            ["charter.id"],
            name=op.f("fk_exemption_grant_charter_id_charter"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_exemption_grant_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"],
            ["person.id"],
            name=op.f("fk_exemption_grant_revoked_by_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption_grant")),
        sa.UniqueConstraint("public_id", name=op.f("uq_exemption_grant_public_id")),
    )
    op.create_index(op.f("ix_exemption_grant_person_id"), "exemption_grant", ["person_id"])
    op.create_index(op.f("ix_exemption_grant_recorded_at"), "exemption_grant", ["recorded_at"])
    op.create_index(op.f("ix_exemption_grant_revoked_at"), "exemption_grant", ["revoked_at"])

    op.create_table(
        "projected_person",
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("unit_id", NUMBER, nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=True),
        sa.Column("changes_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_projected_person_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["organisation.id"],
            name=op.f("fk_projected_person_unit_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_projected_person")),
    )
    op.create_index(op.f("ix_projected_person_changes_at"), "projected_person", ["changes_at"])
    op.create_index(op.f("ix_projected_person_unit_id"), "projected_person", ["unit_id"])

    op.create_table(
        "recognition",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("provider_name", sa.String(length=200), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("live_minutes", NUMBER, nullable=False),
        sa.Column("courses", DOCUMENT, nullable=False),
        sa.Column("topics", DOCUMENT, nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("document_hash", sa.String(length=64), nullable=True),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("decided_by", NUMBER, nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("revoked_by", NUMBER, nullable=True),
        sa.CheckConstraint(
            "decision IN ('accepted', 'refused')", name=op.f("ck_recognition_decision_known")
        ),
        sa.CheckConstraint(
            "provider IN ('platform_self_paced', 'own_body', 'civil_society', 'nhri', 'academy', 'association', 'university', 'other')",
            name=op.f("ck_recognition_provider_known"),
        ),
        sa.CheckConstraint(
            "live_minutes BETWEEN 0 AND minutes", name=op.f("ck_recognition_live_minutes_within")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_recognition_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["person.id"],
            name=op.f("fk_recognition_decided_by_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recognition_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"],
            ["person.id"],
            name=op.f("fk_recognition_revoked_by_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
        sa.UniqueConstraint("public_id", name=op.f("uq_recognition_public_id")),
    )
    op.create_index(op.f("ix_recognition_person_id"), "recognition", ["person_id"])
    op.create_index(op.f("ix_recognition_recorded_at"), "recognition", ["recorded_at"])
    op.create_index(op.f("ix_recognition_revoked_at"), "recognition", ["revoked_at"])

    op.create_table(
        "earlier_end",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("spell_id", NUMBER, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["spell_id"],
            ["employment_spell.id"],
            name=op.f("fk_earlier_end_spell_id_employment_spell"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_end")),
    )
    op.create_index(op.f("ix_earlier_end_replaced_at"), "earlier_end", ["replaced_at"])
    op.create_index(op.f("ix_earlier_end_spell_id"), "earlier_end", ["spell_id"])

    op.create_table(
        "projected_obligation",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("requirement_id", NUMBER, nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("grace_ends_on", sa.Date(), nullable=False),
        sa.Column("satisfied_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("minutes_asked", NUMBER, nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_projected_obligation_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["requirement.id"],
            name=op.f("fk_projected_obligation_requirement_id_requirement"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projected_obligation")),
        sa.UniqueConstraint(
            "person_id",
            "requirement_id",
            "starts_on",
            name=op.f("uq_projected_obligation_person_id_requirement_id_starts_on"),
        ),
    )
    op.create_index(
        op.f("ix_projected_obligation_requirement_id_due_on"),
        "projected_obligation",
        ["requirement_id", "due_on"],
    )

    with op.batch_alter_table("article") as batch:
        batch.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        batch.add_column(sa.Column("source", sa.String(length=500), nullable=True))
        batch.drop_constraint(op.f("uq_article_charter_version_id_number"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_article_charter_version_id_position"), ["charter_version_id", "position"]
        )
        batch.create_check_constraint(
            op.f("ck_article_ends_after_start"),
            "valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from",
        )
    with op.batch_alter_table("charter_version") as batch:
        batch.add_column(sa.Column("source_url", sa.String(length=500), nullable=True))
        batch.add_column(sa.Column("on_adhesion", sa.Boolean(), nullable=True))
        for name in ("members", "topics", "body_duties", "document"):
            batch.add_column(sa.Column(name, DOCUMENT, nullable=True))
    op.execute(sa.text("UPDATE charter_version SET on_adhesion = false"))
    for name, empty in (("members", []), ("topics", []), ("body_duties", []), ("document", {})):
        _fill("charter_version", name, empty)
    with op.batch_alter_table("charter_version") as batch:
        batch.alter_column("on_adhesion", existing_type=sa.Boolean(), nullable=False)
        for name in ("members", "topics", "body_duties", "document"):
            batch.alter_column(name, existing_type=DOCUMENT, nullable=False)
    _spells()
    _requirements()
    _roles(ROLES)


def _roles(roles: tuple[str, ...]) -> None:
    """Let these roles be granted."""
    listed = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("role_grant") as batch:
        batch.drop_constraint(op.f("ck_role_grant_role_known"), type_="check")
        batch.create_check_constraint(op.f("ck_role_grant_role_known"), f"role IN ({listed})")


def _fill(table: str, column: str, value: object) -> None:
    """Write one document into every row."""
    found = sa.table(table, sa.column(column, DOCUMENT))
    op.execute(found.update().values({column: value}))


def _spells() -> None:
    """Say since when each spell is known: at the latest since its person was added."""
    with op.batch_alter_table("employment_spell") as batch:
        batch.add_column(sa.Column("recorded_at", INSTANT, nullable=True))
    op.execute(
        sa.text(
            "UPDATE employment_spell SET recorded_at ="
            " (SELECT created_at FROM person WHERE person.id = employment_spell.person_id)"
        )
    )
    with op.batch_alter_table("employment_spell") as batch:
        batch.alter_column("recorded_at", existing_type=INSTANT, nullable=False)
        batch.create_index(op.f("ix_employment_spell_recorded_at"), ["recorded_at"])


def _requirements() -> None:
    """Turn kind and courses into what is asked."""
    plain = {"exemptions": [], "languages": [], "reminders": REMINDERS, "reporting": REPORTING}
    with op.batch_alter_table("requirement") as batch:
        for name in ("asked", *plain):
            batch.add_column(sa.Column(name, DOCUMENT, nullable=True))
        batch.add_column(sa.Column("programme", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        batch.add_column(sa.Column("amends_open", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("responsible", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("retention_months", NUMBER, nullable=True))
        batch.add_column(sa.Column("counts_in_appraisal", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("fulfils", sa.String(length=130), nullable=True))
    for name, value in plain.items():
        _fill("requirement", name, value)
    op.execute(
        sa.text(
            "UPDATE requirement SET amends_open = false, counts_in_appraisal = false,"
            " responsible = 'learner'"
        )
    )
    connection = op.get_bind()
    table = sa.table(
        "requirement",
        sa.column("id", NUMBER),
        sa.column("kind", sa.String),
        sa.column("courses", DOCUMENT),
        sa.column("asked", DOCUMENT),
    )
    for row in connection.execute(sa.select(table.c.id, table.c.kind, table.c.courses)):
        courses = json.loads(row.courses) if isinstance(row.courses, str) else row.courses
        groups = [courses] if row.kind == "course_any_of" else [[slug] for slug in courses]
        asked = {
            "kind": row.kind,
            "parts": [{"any_of": group, "least": None} for group in groups],
        }
        connection.execute(table.update().where(table.c.id == row.id).values(asked=asked))
    with op.batch_alter_table("requirement") as batch:
        for name in ("asked", *plain):
            batch.alter_column(name, existing_type=DOCUMENT, nullable=False)
        batch.alter_column("amends_open", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("counts_in_appraisal", existing_type=sa.Boolean(), nullable=False)
        batch.alter_column("responsible", existing_type=sa.String(length=32), nullable=False)
        batch.drop_constraint(op.f("uq_requirement_charter_version_id_code"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_requirement_charter_version_id_position"), ["charter_version_id", "position"]
        )
        batch.create_check_constraint(
            op.f("ck_requirement_responsible_known"),
            "responsible IN ('learner', 'supervisor', 'head_of_unit', 'head_of_body',"
            " 'council_secretariat', 'hr_department')",
        )
        batch.drop_column("courses")
        batch.drop_column("kind")


def downgrade() -> None:
    """Take the change back; what the older schema cannot hold keeps it from going."""
    connection = op.get_bind()
    for name in ("exemption_grant", "recognition", "credit", "adhesion"):
        if connection.execute(sa.text(f"SELECT 1 FROM {name} LIMIT 1")).first():  # noqa: S608
            raise RuntimeError(f"the older schema cannot keep what is recorded in {name}")
    connection.execute(sa.text("DELETE FROM role_grant WHERE role = 'manager'"))
    _roles(ROLES_BEFORE)
    table = sa.table(
        "requirement",
        sa.column("id", NUMBER),
        sa.column("kind", sa.String),
        sa.column("courses", DOCUMENT),
        sa.column("asked", DOCUMENT),
    )
    with op.batch_alter_table("requirement") as batch:
        batch.add_column(sa.Column("kind", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("courses", DOCUMENT, nullable=True))
    for row in connection.execute(sa.select(table.c.id, table.c.asked)).all():
        asked = json.loads(row.asked) if isinstance(row.asked, str) else row.asked
        if set(asked) - {"kind", "parts"} or asked["kind"] not in {"course", "course_any_of"}:
            raise RuntimeError("the older schema cannot keep what requirements ask")
        courses = [slug for part in asked["parts"] for slug in part["any_of"]]
        connection.execute(
            table.update().where(table.c.id == row.id).values(kind=asked["kind"], courses=courses)
        )
    with op.batch_alter_table("requirement") as batch:
        batch.alter_column("kind", existing_type=sa.String(length=32), nullable=False)
        batch.alter_column("courses", existing_type=DOCUMENT, nullable=False)
        batch.drop_constraint(op.f("ck_requirement_responsible_known"), type_="check")
        batch.drop_constraint(op.f("uq_requirement_charter_version_id_position"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_requirement_charter_version_id_code"), ["charter_version_id", "code"]
        )
        for name in (
            "asked",
            "exemptions",
            "languages",
            "reminders",
            "reporting",
            "programme",
            "valid_from",
            "valid_to",
            "amends_open",
            "responsible",
            "retention_months",
            "counts_in_appraisal",
            "fulfils",
        ):
            batch.drop_column(name)
    with op.batch_alter_table("employment_spell") as batch:
        batch.drop_index(op.f("ix_employment_spell_recorded_at"))
        batch.drop_column("recorded_at")
    with op.batch_alter_table("charter_version") as batch:
        for name in ("source_url", "on_adhesion", "members", "topics", "body_duties", "document"):
            batch.drop_column(name)
    with op.batch_alter_table("article") as batch:
        batch.drop_constraint(op.f("ck_article_ends_after_start"), type_="check")
        batch.drop_constraint(op.f("uq_article_charter_version_id_position"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_article_charter_version_id_number"), ["charter_version_id", "number"]
        )
        for name in ("valid_from", "valid_to", "source"):
            batch.drop_column(name)
    for name in reversed(NEW):
        op.drop_table(name)
