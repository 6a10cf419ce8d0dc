"""cases and mail."""

import sqlalchemy as sa
from alembic import op

from organisation.audit_guard import sqlite_guard

revision = "2026_11_26_cases_and_mail"
down_revision = "2026_11_22_imports_and_reopening"
branch_labels = None
depends_on = None

THEMES = (
    "Bemötande",
    "Svårt att nå oss",
    "Väntan",
    "Brev och information",
    "Delaktighet",
    "Beslut",
    "Insats eller boende",
    "Byte av handläggare",
    "Lokal och reception",
    "Annat",
)


def upgrade() -> None:
    """Make what this release needs."""
    op.create_table(
        "case_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_case_counter")),
    )
    op.create_table(
        "mail",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')",
            name=op.f("ck_mail_known_state"),
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_mail_tries_not_negative")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mail")),
        sa.UniqueConstraint("purpose", name=op.f("uq_mail_purpose")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mail_state"), "mail", ["state"], unique=False)
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_absence_ends_after_it_begins")),
        sa.CheckConstraint("staff_id <> deputy_id", name=op.f("ck_absence_another_person")),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.id"], name=op.f("fk_absence_deputy_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absence_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_deputy_id"), "absence", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_absence_staff_id"), "absence", ["staff_id"], unique=False)
    op.create_table(
        "form_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("postcards", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_form_batch_staff_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_form_batch_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_batch")),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("effect", sa.String(length=1000), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'under_way', 'done', 'dropped')",
            name=op.f("ck_measure_known_state"),
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_measure_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_measure_staff_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_measure_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
    )
    op.create_index(op.f("ix_measure_unit_id"), "measure", ["unit_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notice_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("staff_id", "purpose", name=op.f("uq_notice_staff_id_purpose")),
    )
    op.create_index(op.f("ix_notice_staff_id"), "notice", ["staff_id"], unique=False)
    op.create_table(
        "pattern",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "closed_on IS NULL OR effect <> ''", name=op.f("ck_pattern_closed_with_effect")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_pattern_owner_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_pattern_theme_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pattern_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern")),
    )
    op.create_index(
        "uq_pattern_theme_id_unit_id_open",
        "pattern",
        ["theme_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_table(
        "phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_phrase_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
    )
    op.create_index(op.f("ix_phrase_unit_id"), "phrase", ["unit_id"], unique=False)
    op.create_table(
        "recovery_code",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "retention_decision",
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=200), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("keep_export", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["staff.id"], name=op.f("fk_retention_decision_entered_by")
        ),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_retention_decision")),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("did", sa.String(length=300), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(approved_on IS NULL) = (approved_by IS NULL)", name=op.f("ck_story_whole_approval")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["staff.id"], name=op.f("fk_story_approved_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_story_unit_id")),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_story_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    op.create_index(op.f("ix_story_unit_id"), "story", ["unit_id"], unique=False)
    op.create_table(
        "measure_note",
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_measure_note_measure_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_measure_note_staff_id")),
        sa.PrimaryKeyConstraint("measure_id", "place", name=op.f("pk_measure_note")),
    )
    op.create_table(
        "paper_form",
        sa.Column("serial", sa.String(length=12), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("code_locator", sa.LargeBinary(length=4), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["form_batch.id"], name=op.f("fk_paper_form_batch_id")
        ),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_paper_form")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_paper_form_batch_id"), "paper_form", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_paper_form_code_locator"), "paper_form", ["code_locator"], unique=False
    )
    op.create_table(
        "feedback_case",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("gender", sa.SmallInteger(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("answer_way", sa.String(length=10), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("foreign_number", sa.String(length=60), nullable=True),
        sa.Column("form_serial", sa.String(length=12), nullable=True),
        sa.Column("registered_by", sa.Integer(), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=True),
        sa.Column("written_by_concerned", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("diary_number", sa.String(length=60), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("said", sa.String(length=300), nullable=True),
        sa.Column("did", sa.String(length=300), nullable=True),
        sa.Column("opinion", sa.String(length=10), nullable=True),
        sa.Column("void_asked_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=300), nullable=True),
        sa.Column("hold_reason", sa.String(length=300), nullable=True),
        sa.Column("held_from", sa.String(length=14), nullable=True),
        sa.Column("handed_over_to", sa.String(length=200), nullable=True),
        sa.Column("code_locator", sa.LargeBinary(length=4), nullable=True),
        sa.Column("code_hash", sa.String(length=200), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (number IS NULL)", name=op.f("ck_feedback_case_number_at_receipt")
        ),
        sa.CheckConstraint(
            "answer_way IN ('code', 'reception', 'home', 'phone', 'meeting', 'email')",
            name=op.f("ck_feedback_case_known_answer_way"),
        ),
        sa.CheckConstraint(
            "channel IN ('web', 'kiosk', 'letterbox', 'told', 'telephone', 'email', "
            "'postcard', 'letter', 'city_form', 'internal')",
            name=op.f("ck_feedback_case_known_channel"),
        ),
        sa.CheckConstraint(
            "kind IN ('complaint', 'suggestion', 'praise', 'question', 'deviation')",
            name=op.f("ck_feedback_case_known_kind"),
        ),
        sa.CheckConstraint(
            "opinion IS NULL OR opinion IN ('yes', 'somewhat', 'no')",
            name=op.f("ck_feedback_case_known_opinion"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('founded', 'partly', 'unfounded', 'undecidable', "
            "'done', 'considered', 'declined')",
            name=op.f("ck_feedback_case_known_outcome"),
        ),
        sa.CheckConstraint(
            "state <> 'anonymised' OR (code_locator IS NULL AND code_hash IS NULL)",
            name=op.f("ck_feedback_case_anonymised_has_no_code"),
        ),
        sa.CheckConstraint(
            "state <> 'on_hold' OR (held_from IS NOT NULL AND hold_reason IS NOT NULL)",
            name=op.f("ck_feedback_case_hold_has_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'received', 'registered', 'assigned', 'with_manager', "
            "'answered', 'closed', 'reopened', 'handed_over', 'voided', 'on_hold', 'anonymised')",
            name=op.f("ck_feedback_case_known_state"),
        ),
        sa.CheckConstraint(
            "(code_locator IS NULL) = (code_hash IS NULL)", name=op.f("ck_feedback_case_whole_code")
        ),
        sa.ForeignKeyConstraint(
            ["form_serial"], ["paper_form.serial"], name=op.f("fk_feedback_case_form_serial")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["staff.id"], name=op.f("fk_feedback_case_manager_id")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["staff.id"], name=op.f("fk_feedback_case_registered_by")
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_feedback_case_theme_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_feedback_case_unit_id")),
        sa.ForeignKeyConstraint(
            ["void_asked_by"], ["staff.id"], name=op.f("fk_feedback_case_void_asked_by")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_feedback_case")),
        sa.UniqueConstraint("form_serial", name=op.f("uq_feedback_case_form_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_feedback_case_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_feedback_case_code_locator"), "feedback_case", ["code_locator"], unique=False
    )
    op.create_index(
        op.f("ix_feedback_case_manager_id"), "feedback_case", ["manager_id"], unique=False
    )
    op.create_index(op.f("ix_feedback_case_received"), "feedback_case", ["received"], unique=False)
    op.create_index(
        op.f("ix_feedback_case_registered_by"), "feedback_case", ["registered_by"], unique=False
    )
    op.create_index(
        "ix_feedback_case_state_unit_id", "feedback_case", ["state", "unit_id"], unique=False
    )
    op.create_index(
        "ix_feedback_case_theme_id_unit_id", "feedback_case", ["theme_id", "unit_id"], unique=False
    )
    op.create_index(op.f("ix_feedback_case_unit_id"), "feedback_case", ["unit_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_attachment_case_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attachment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attachment_case_key"), "attachment", ["case_key"], unique=False)
    op.create_table(
        "case_conflict",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_conflict_case_key")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_conflict_staff_id")),
        sa.PrimaryKeyConstraint("case_key", "staff_id", name=op.f("pk_case_conflict")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_conflict_staff_id"), "case_conflict", ["staff_id"], unique=False)
    op.create_table(
        "case_contact",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_contact_case_key")
        ),
        sa.PrimaryKeyConstraint("case_key", name=op.f("pk_case_contact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_event",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_event_case_key")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_event_staff_id")),
        sa.PrimaryKeyConstraint("case_key", "place", name=op.f("pk_case_event")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_link",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("other_key", sa.LargeBinary(16), nullable=False),
        sa.CheckConstraint("case_key < other_key", name=op.f("ck_case_link_in_order")),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_link_case_key")
        ),
        sa.ForeignKeyConstraint(
            ["other_key"], ["feedback_case.key"], name=op.f("fk_case_link_other_key")
        ),
        sa.PrimaryKeyConstraint("case_key", "other_key", name=op.f("pk_case_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_link_other_key"), "case_link", ["other_key"], unique=False)
    op.create_table(
        "case_measure",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_measure_case_key")
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_case_measure_measure_id")
        ),
        sa.PrimaryKeyConstraint("case_key", "measure_id", name=op.f("pk_case_measure")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_case_measure_measure_id"), "case_measure", ["measure_id"], unique=False
    )
    op.create_table(
        "case_referral",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("matter", sa.String(length=12), nullable=False),
        sa.Column("passed_on", sa.Date(), nullable=False),
        sa.Column("passed_to", sa.String(length=200), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "matter IN ('appeal', 'application', 'child', 'documents')",
            name=op.f("ck_case_referral_known_matter"),
        ),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_referral_case_key")
        ),
        sa.PrimaryKeyConstraint("case_key", "matter", name=op.f("pk_case_referral")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_round",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("received_reason", sa.String(length=300), nullable=True),
        sa.Column("rule", sa.SmallInteger(), nullable=False),
        sa.Column("nominal", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("target", sa.Date(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("new_day", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("on_time", sa.Boolean(), nullable=True),
        sa.Column("strictly", sa.Boolean(), nullable=True),
        sa.Column("fetched_on", sa.Date(), nullable=True),
        sa.Column("failed_tries", sa.SmallInteger(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(answered_on IS NULL OR last_day IS NULL) = (on_time IS NULL)",
            name=op.f("ck_case_round_verdict_at_answer"),
        ),
        sa.CheckConstraint(
            "(nominal IS NULL) = (last_day IS NULL) AND (last_day IS NULL) = (target IS NULL)",
            name=op.f("ck_case_round_whole_promise"),
        ),
        sa.CheckConstraint(
            "(on_time IS NULL) = (strictly IS NULL)", name=op.f("ck_case_round_both_verdicts")
        ),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_round_case_key")
        ),
        sa.PrimaryKeyConstraint("case_key", "number", name=op.f("pk_case_round")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_case_round_answered_on_last_day",
        "case_round",
        ["answered_on", "last_day"],
        unique=False,
    )
    op.create_index(op.f("ix_case_round_received"), "case_round", ["received"], unique=False)
    op.create_table(
        "case_text",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translation_of", sa.LargeBinary(16), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("translator", sa.String(length=120), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("second_reader_id", sa.Integer(), nullable=True),
        sa.Column("second_read_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('said', 'message', 'draft', 'answer', 'spoken', 'interim', 'told', 'note')",
            name=op.f("ck_case_text_known_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_text_case_key")
        ),
        sa.ForeignKeyConstraint(
            ["second_reader_id"], ["staff.id"], name=op.f("fk_case_text_second_reader_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_text_staff_id")),
        sa.ForeignKeyConstraint(
            ["translation_of"], ["case_text.key"], name=op.f("fk_case_text_translation_of")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_case_text")),
        sa.UniqueConstraint("case_key", "place", name=op.f("uq_case_text_case_key_place")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_text_case_key"), "case_text", ["case_key"], unique=False)
    op.create_table(
        "case_word",
        sa.Column("word", sa.LargeBinary(length=40), nullable=False),
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_case_word_case_key")
        ),
        sa.PrimaryKeyConstraint("word", "case_key", name=op.f("pk_case_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_word_case_key"), "case_word", ["case_key"], unique=False)
    op.create_table(
        "incident",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_incident_case_key")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_incident_opened_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_incident")),
        sa.UniqueConstraint("case_key", name=op.f("uq_incident_case_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incident_check",
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_incident_check_case_key")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_incident_check_staff_id")
        ),
        sa.PrimaryKeyConstraint("case_key", "place", name=op.f("pk_incident_check")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pattern_case",
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("case_key", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_key"], ["feedback_case.key"], name=op.f("fk_pattern_case_case_key")
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"], ["pattern.id"], name=op.f("fk_pattern_case_pattern_id")
        ),
        sa.PrimaryKeyConstraint("pattern_id", "case_key", name=op.f("pk_pattern_case")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pattern_case_case_key"), "pattern_case", ["case_key"], unique=False)
    op.add_column("staff", sa.Column("email", sa.String(length=200), nullable=True))
    op.add_column("staff", sa.Column("second_key", sa.LargeBinary(), nullable=True))
    op.add_column(
        "staff",
        sa.Column("second_confirmed", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column("staff", sa.Column("second_last_step", sa.Integer(), nullable=True))
    op.add_column(
        "staff_session", sa.Column("whole", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column("unit", sa.Column("letter_head", sa.String(length=400), nullable=True))
    op.bulk_insert(
        sa.table("theme", sa.column("name", sa.String), sa.column("retired", sa.Boolean)),
        [{"name": name, "retired": False} for name in THEMES],
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in sqlite_guard("case_event", ("case_key", "place")):
            op.execute(statement)


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("unit", "letter_head")
    op.drop_column("staff_session", "whole")
    op.drop_column("staff", "second_last_step")
    op.drop_column("staff", "second_confirmed")
    op.drop_column("staff", "second_key")
    op.drop_column("staff", "email")
    op.drop_index(op.f("ix_pattern_case_case_key"), table_name="pattern_case")
    op.drop_table("pattern_case")
    op.drop_table("incident_check")
    op.drop_table("incident")
    op.drop_index(op.f("ix_case_word_case_key"), table_name="case_word")
    op.drop_table("case_word")
    op.drop_index(op.f("ix_case_text_case_key"), table_name="case_text")
    op.drop_table("case_text")
    op.drop_index(op.f("ix_case_round_received"), table_name="case_round")
    op.drop_index("ix_case_round_answered_on_last_day", table_name="case_round")
    op.drop_table("case_round")
    op.drop_table("case_referral")
    op.drop_index(op.f("ix_case_measure_measure_id"), table_name="case_measure")
    op.drop_table("case_measure")
    op.drop_index(op.f("ix_case_link_other_key"), table_name="case_link")
    op.drop_table("case_link")
    op.drop_table("case_event")
    op.drop_table("case_contact")
    op.drop_index(op.f("ix_case_conflict_staff_id"), table_name="case_conflict")
    op.drop_table("case_conflict")
    op.drop_index(op.f("ix_attachment_case_key"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_feedback_case_unit_id"), table_name="feedback_case")
    op.drop_index("ix_feedback_case_theme_id_unit_id", table_name="feedback_case")
    op.drop_index("ix_feedback_case_state_unit_id", table_name="feedback_case")
    op.drop_index(op.f("ix_feedback_case_registered_by"), table_name="feedback_case")
    op.drop_index(op.f("ix_feedback_case_received"), table_name="feedback_case")
    op.drop_index(op.f("ix_feedback_case_manager_id"), table_name="feedback_case")
    op.drop_index(op.f("ix_feedback_case_code_locator"), table_name="feedback_case")
    op.drop_table("feedback_case")
    op.drop_index(op.f("ix_paper_form_code_locator"), table_name="paper_form")
    op.drop_index(op.f("ix_paper_form_batch_id"), table_name="paper_form")
    op.drop_table("paper_form")
    op.drop_table("measure_note")
    op.drop_index(op.f("ix_story_unit_id"), table_name="story")
    op.drop_table("story")
    op.drop_table("retention_decision")
    op.drop_table("recovery_code")
    op.drop_index(op.f("ix_phrase_unit_id"), table_name="phrase")
    op.drop_table("phrase")
    op.drop_index(
        "uq_pattern_theme_id_unit_id_open",
        table_name="pattern",
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.drop_table("pattern")
    op.drop_index(op.f("ix_notice_staff_id"), table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_measure_unit_id"), table_name="measure")
    op.drop_table("measure")
    op.drop_table("form_batch")
    op.drop_index(op.f("ix_absence_staff_id"), table_name="absence")
    op.drop_index(op.f("ix_absence_deputy_id"), table_name="absence")
    op.drop_table("absence")
    op.drop_table("theme")
    op.drop_index(op.f("ix_mail_state"), table_name="mail")
    op.drop_table("mail")
    op.drop_table("case_counter")
