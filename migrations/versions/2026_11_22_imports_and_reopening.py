"""Imports, work in the background, reasons for opening a wave again, published means."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_imports_and_reopening"
down_revision = "2026_11_22_first_tables"
branch_labels = None
depends_on = None

#: What a figure of the first tables becomes: the wording of its survey's first version, at the
#: end of the year it is named after.
CARRY_OVER = """
    INSERT INTO published_figure
        (item_id, unit_id, subject, label, gender, version_id, day, n, positive, mode, source)
    SELECT item_id, unit_id, '', label, gender,
        (SELECT min(v.id) FROM questionnaire_version v JOIN item i ON i.survey_id = v.survey_id
            WHERE i.id = item_id),
        {day}, n, positive, mode, source
    FROM earlier_figure
"""
YEAR_END = {
    "sqlite": "CASE WHEN label GLOB '[0-9][0-9][0-9][0-9]' THEN label ELSE '1970' END || '-12-31'",
    "postgresql": "to_date(CASE WHEN label ~ '^[0-9]{4}$' THEN label ELSE '1970' END"
    " || '-12-31', 'YYYY-MM-DD')",
}
GO_BACK = """
    INSERT INTO published_figure (item_id, unit_id, label, gender, n, positive, mode, source)
    SELECT item_id, unit_id, label, gender, n, positive, mode, source FROM earlier_figure
    WHERE subject = '' AND positive IS NOT NULL AND mode IS NOT NULL
"""


def upgrade() -> None:
    """Make what this release needs."""
    op.create_table(
        "work",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_work_known_state")
        ),
        sa.CheckConstraint("done >= 0", name=op.f("ck_work_done_not_negative")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_work")),
    )
    op.create_table(
        "wave_reopening",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_wave_reopening_has_reason")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_wave_reopening_staff_id")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_reopening_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "number", name=op.f("pk_wave_reopening")),
    )
    _set_aside()
    _figures_by_version()
    kind = op.get_context().dialect.name
    op.execute(CARRY_OVER.format(day=YEAR_END[kind]))
    op.drop_table("earlier_figure")


def downgrade() -> None:
    """Take it away again; figures that the first tables cannot hold go."""
    _set_aside()
    _figures_by_year()
    op.execute(GO_BACK)
    op.drop_table("earlier_figure")
    op.drop_table("wave_reopening")
    op.drop_table("work")


def _set_aside() -> None:
    """Copy the figures to a table without constraints, whose names are then free again."""
    op.execute("CREATE TABLE earlier_figure AS SELECT * FROM published_figure")
    op.drop_table("published_figure")


def _figures_by_version() -> None:
    op.create_table(
        "published_figure",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("gender", sa.SmallInteger(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("positive", sa.Integer(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "positive >= 0 AND positive <= n", name=op.f("ck_published_figure_part_of_n")
        ),
        sa.CheckConstraint(
            "(positive IS NULL) <> (value IS NULL)",
            name=op.f("ck_published_figure_counts_or_value"),
        ),
        sa.CheckConstraint(
            "positive IS NULL OR n IS NOT NULL", name=op.f("ck_published_figure_counts_have_n")
        ),
        sa.CheckConstraint(
            "gender < 0 OR n IS NOT NULL", name=op.f("ck_published_figure_groups_have_n")
        ),
        sa.CheckConstraint("n <= invited", name=op.f("ck_published_figure_invited_answered")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_published_figure_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_published_figure_unit_id")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_published_figure_version_id"),
        ),
        sa.PrimaryKeyConstraint(
            "item_id", "unit_id", "subject", "label", "gender", name=op.f("pk_published_figure")
        ),
    )


def _figures_by_year() -> None:
    op.create_table(
        "published_figure",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("gender", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "positive >= 0 AND positive <= n", name=op.f("ck_published_figure_part_of_n")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_published_figure_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_published_figure_unit_id")),
        sa.PrimaryKeyConstraint(
            "item_id", "unit_id", "label", "gender", name=op.f("pk_published_figure")
        ),
    )
