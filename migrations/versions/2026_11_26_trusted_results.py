"""Counting while a wave is open, plans and words beside results, the scorecard, kept reports."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_trusted_results"
down_revision = "2026_11_26_cases_and_mail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what this release needs."""

    op.create_table(
        "figure_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_figure_mapping_survey_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_figure_mapping_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_mapping")),
    )
    op.create_index(op.f("ix_figure_mapping_unit_id"), "figure_mapping", ["unit_id"], unique=False)
    op.create_table(
        "kept_report",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("for_others", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_kept_report_staff_id")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["survey.id"], name=op.f("fk_kept_report_survey_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kept_report_unit_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_report")),
    )
    op.create_index(op.f("ix_kept_report_unit_id"), "kept_report", ["unit_id"], unique=False)
    op.create_table(
        "unit_change",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.CheckConstraint("what <> ''", name=op.f("ck_unit_change_says_what")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_change_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "day", name=op.f("pk_unit_change")),
    )
    op.create_table(
        "visit_mail",
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("sent_for", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_visit_mail_survey_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_mail_unit_id")),
        sa.PrimaryKeyConstraint("survey_id", "unit_id", name=op.f("pk_visit_mail")),
    )
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.String(length=1000), nullable=False),
        sa.Column("quantity", sa.String(length=10), nullable=False),
        sa.Column("measured_in", sa.String(length=20), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("frequency", sa.String(length=10), nullable=False),
        sa.Column("adds_up", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.String(length=10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("case_figure", sa.String(length=30), nullable=True),
        sa.Column("whole_register", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(feed = 'cases') = (case_figure IS NOT NULL)",
            name=op.f("ck_indicator_cases_have_figure"),
        ),
        sa.CheckConstraint(
            "(feed = 'variable') = (item_id IS NOT NULL)",
            name=op.f("ck_indicator_variable_has_item"),
        ),
        sa.CheckConstraint(
            "direction IN ('at_least', 'at_most', 'below')",
            name=op.f("ck_indicator_known_direction"),
        ),
        sa.CheckConstraint(
            "feed IN ('variable', 'cases', 'hand')", name=op.f("ck_indicator_known_feed")
        ),
        sa.CheckConstraint(
            "frequency IN ('week', 'month', 'quarter', 'tertial', 'year')",
            name=op.f("ck_indicator_known_frequency"),
        ),
        sa.CheckConstraint(
            "quantity IN ('share', 'count', 'amount', 'days', 'mean')",
            name=op.f("ck_indicator_known_quantity"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_indicator_item_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    op.create_index(op.f("ix_indicator_unit_id"), "indicator", ["unit_id"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("report_key", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["kept_report.key"],
            name=op.f("fk_report_file_report_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_key", "name", name=op.f("pk_report_file")),
    )
    op.create_table(
        "indicator_figure",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=True),
        sa.Column("denominator", sa.Integer(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "part IN ('all', 'woman', 'man', 'other')", name=op.f("ck_indicator_figure_known_group")
        ),
        sa.CheckConstraint("source <> ''", name=op.f("ck_indicator_figure_has_source")),
        sa.CheckConstraint(
            "(numerator IS NULL) <> (value IS NULL)",
            name=op.f("ck_indicator_figure_counts_or_value"),
        ),
        sa.CheckConstraint(
            "numerator >= 0 AND numerator <= denominator",
            name=op.f("ck_indicator_figure_part_of_whole"),
        ),
        sa.CheckConstraint(
            "numerator IS NULL OR denominator IS NOT NULL",
            name=op.f("ck_indicator_figure_counts_have_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_figure_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_indicator_figure_staff_id")
        ),
        sa.PrimaryKeyConstraint(
            "indicator_id", "year", "period", "part", name=op.f("pk_indicator_figure")
        ),
    )
    op.create_table(
        "indicator_target",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'number') = (value IS NOT NULL)",
            name=op.f("ck_indicator_target_number_has_value"),
        ),
        sa.CheckConstraint(
            "kind IN ('number', 'by_board')", name=op.f("ck_indicator_target_known_kind")
        ),
        sa.CheckConstraint(
            "owner IN ('unit', 'council')", name=op.f("ck_indicator_target_known_owner")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_target_indicator_id")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", "owner", name=op.f("pk_indicator_target")),
    )
    op.create_table(
        "indicator_word",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("forecast", sa.Double(), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=False),
        sa.Column("learning", sa.Text(), nullable=False),
        sa.Column("fulfilment", sa.String(length=10), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "fulfilment IN ('wholly', 'partly', 'not')",
            name=op.f("ck_indicator_word_known_fulfilment"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_indicator_word_indicator_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_indicator_word_staff_id")
        ),
        sa.PrimaryKeyConstraint("indicator_id", "year", "period", name=op.f("pk_indicator_word")),
    )
    op.create_table(
        "plan_date",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_plan_date_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_plan_date")),
    )
    op.create_table(
        "wave_invited",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.CheckConstraint("persons > 0", name=op.f("ck_wave_invited_somebody")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_wave_invited_unit_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_invited_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "unit_id", name=op.f("pk_wave_invited")),
    )
    op.create_table(
        "wave_measure",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_wave_measure_measure_id")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_measure_wave_id")),
        sa.PrimaryKeyConstraint("measure_id", name=op.f("pk_wave_measure")),
    )
    op.create_index(op.f("ix_wave_measure_wave_id"), "wave_measure", ["wave_id"], unique=False)
    op.create_table(
        "wave_sealing",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("through", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_wave_sealing_counted_from_one")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_sealing_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "number", name=op.f("pk_wave_sealing")),
    )
    op.create_table(
        "wave_word",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_wave_word_not_empty")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_wave_word_staff_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_word_wave_id")),
        sa.PrimaryKeyConstraint("wave_id", "topic", name=op.f("pk_wave_word")),
    )
    # In words, for SQLite takes a check only together with its column.
    op.execute(
        "ALTER TABLE wave ADD COLUMN counted_each VARCHAR(10)"
        " CONSTRAINT ck_wave_known_counting_period"
        " CHECK (counted_each IN ('week', 'month', 'tertial'))"
    )
    _remember_sealings()


def _remember_sealings() -> None:
    """When earlier sealings were is not known; they counted what came until the last day."""
    connection = op.get_bind()
    for wave_id, sealings, closes in connection.execute(
        sa.text("SELECT id, sealings, closes FROM wave WHERE sealings > 0")
    ).all():
        connection.execute(
            sa.text(
                "INSERT INTO wave_sealing (wave_id, number, through, day)"
                " VALUES (:wave, :number, :closes, :closes)"
            ),
            [
                {"wave": wave_id, "number": number, "closes": closes}
                for number in range(1, sealings + 1)
            ],
        )


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("wave", "counted_each")
    op.drop_table("wave_word")
    op.drop_table("wave_sealing")
    op.drop_index(op.f("ix_wave_measure_wave_id"), table_name="wave_measure")
    op.drop_table("wave_measure")
    op.drop_table("wave_invited")
    op.drop_table("plan_date")
    op.drop_table("indicator_word")
    op.drop_table("indicator_target")
    op.drop_table("indicator_figure")
    op.drop_table("report_file")
    op.drop_index(op.f("ix_indicator_unit_id"), table_name="indicator")
    op.drop_table("indicator")
    op.drop_table("visit_mail")
    op.drop_table("unit_change")
    op.drop_index(op.f("ix_kept_report_unit_id"), table_name="kept_report")
    op.drop_table("kept_report")
    op.drop_index(op.f("ix_figure_mapping_unit_id"), table_name="figure_mapping")
    op.drop_table("figure_mapping")
