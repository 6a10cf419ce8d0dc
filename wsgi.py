"""The start-up in reading order: the application, and the `synpunkt` command."""

import os
from pathlib import Path

from flask import Flask

from analysis.cases import commands as case_commands
from analysis.cases import pages as case_statistics_pages
from analysis.cases.pages import init_case_statistics
from analysis.plans import pages as plan_pages
from analysis.plans.pages import init_plans
from analysis.published import commands as figure_commands
from analysis.published import mapping_pages
from analysis.published import pages as figure_pages
from analysis.published.pages import init_figure_pages
from analysis.reports import commands as report_commands
from analysis.reports import kolada_pages
from analysis.reports import pages as report_pages
from analysis.reports.pages import init_report_pages
from analysis.results import commands as analysis_commands
from analysis.results import (
    free_text_pages,
    gender_pages,
    overview_pages,
    side_by_side_pages,
    staff_index_pages,
    variable_pages,
    word_pages,
)
from analysis.results import pages as analysis_pages
from analysis.results.cards import init_result_cards
from analysis.results.pages import init_result_pages
from analysis.scorecard import define_pages as scorecard_define_pages
from analysis.scorecard import entry_pages as scorecard_entry_pages
from analysis.scorecard import pages as scorecard_pages
from analysis.scorecard.pages import init_scorecard
from analysis.visits import mail_job as visit_mail_job
from analysis.visits import pages as visit_pages
from core import key_commands
from core.clock import STOCKHOLM, Clock
from core.commands import make_command_line
from core.database import init_database
from core.encryption import init_encryption
from core.keyring import read_or_make_keyring
from core.settings import Settings, read_settings
from core.web import init_web
from demonstration import commands as demonstration_commands
from feedback import commands as feedback_commands
from feedback.following import (
    board_pages,
    case_export_pages,
    case_list_pages,
    case_register_pages,
    masked_copy_pages,
    pattern_pages,
    reminder_job,
    retention_commands,
    retention_pages,
    story_desk_pages,
    story_pages,
    theme_pages,
)
from feedback.following.board_pages import init_board
from feedback.following.case_list_pages import init_case_list
from feedback.following.kept_times import init_kept_times
from feedback.following.pattern_pages import init_patterns
from feedback.following.retention_pages import init_retention_pages
from feedback.handling import (
    action_pages,
    case_pages,
    ending_pages,
    hand_out_pages,
    incident_pages,
    phrase_pages,
    text_pages,
    triage_pages,
)
from feedback.handling import answer_pages as case_answer_pages
from feedback.handling.measure_origins import init_measure_origins
from feedback.intake import (
    answer_pages,
    city_form_pages,
    own_case_pages,
    paper_pages,
    register_pages,
    view_pages,
)
from feedback.intake.answer_pages import init_answer_pages
from feedback.intake.register_pages import init_register_pages
from feedback.intake.view_pages import init_view_pages
from organisation import (
    absence_pages,
    audit_pages,
    background_pages,
    measure_pages,
    notice_pages,
    second_step_pages,
    station_pages,
    unit_change_pages,
    unit_pages,
)
from organisation import commands as organisation_commands
from organisation import pages as organisation_pages
from organisation.absence_pages import init_absence_pages
from organisation.access import init_access
from organisation.audit_pages import init_audit_pages
from organisation.measure_pages import init_measure_pages
from organisation.notice_pages import init_notice_pages
from organisation.unit_pages import init_unit_pages
from surveys.collection import (
    answer_commands,
    answer_import_commands,
    counting_job,
    document_pages,
    export_pages,
    import_pages,
    preview_pages,
    survey_list_pages,
    wave_invited_pages,
    wave_pages,
    wave_plan_pages,
)
from surveys.collection import commands as collection_commands
from surveys.collection import pages as survey_pages
from surveys.collection.form_page import init_shelf
from surveys.collection.survey_list_pages import init_survey_list
from surveys.collection.wave_pages import init_wave_pages
from surveys.questionnaires import commands as questionnaire_commands
from surveys.questionnaires import pages as questionnaire_pages

ROOT = Path(__file__).parent
BODY_LIMIT = 64 * 1024

BLUEPRINTS = (
    organisation_pages.blueprint,
    second_step_pages.blueprint,
    absence_pages.blueprint,
    measure_pages.blueprint,
    notice_pages.blueprint,
    audit_pages.blueprint,
    unit_pages.blueprint,
    unit_change_pages.blueprint,
    station_pages.blueprint,
    background_pages.blueprint,
    survey_pages.blueprint,
    questionnaire_pages.blueprint,
    survey_list_pages.blueprint,
    preview_pages.blueprint,
    wave_pages.blueprint,
    import_pages.blueprint,
    wave_plan_pages.blueprint,
    wave_invited_pages.blueprint,
    document_pages.blueprint,
    export_pages.blueprint,
    view_pages.blueprint,
    answer_pages.blueprint,
    paper_pages.blueprint,
    register_pages.blueprint,
    own_case_pages.blueprint,
    city_form_pages.blueprint,
    case_pages.blueprint,
    triage_pages.blueprint,
    action_pages.blueprint,
    text_pages.blueprint,
    ending_pages.blueprint,
    incident_pages.blueprint,
    case_answer_pages.blueprint,
    hand_out_pages.blueprint,
    phrase_pages.blueprint,
    board_pages.blueprint,
    case_list_pages.blueprint,
    case_export_pages.blueprint,
    case_register_pages.blueprint,
    masked_copy_pages.blueprint,
    pattern_pages.blueprint,
    story_desk_pages.blueprint,
    story_pages.blueprint,
    theme_pages.blueprint,
    retention_pages.blueprint,
    analysis_pages.blueprint,
    plan_pages.blueprint,
    figure_pages.blueprint,
    mapping_pages.blueprint,
    overview_pages.blueprint,
    side_by_side_pages.blueprint,
    staff_index_pages.blueprint,
    free_text_pages.blueprint,
    variable_pages.blueprint,
    gender_pages.blueprint,
    word_pages.blueprint,
    case_statistics_pages.blueprint,
    scorecard_pages.blueprint,
    scorecard_entry_pages.blueprint,
    scorecard_define_pages.blueprint,
    visit_pages.blueprint,
    report_pages.blueprint,
    kolada_pages.blueprint,
)
COMMANDS = (
    key_commands,
    organisation_commands,
    questionnaire_commands,
    collection_commands,
    answer_import_commands,
    answer_commands,
    feedback_commands,
    retention_commands,
    analysis_commands,
    figure_commands,
    report_commands,
    case_commands,
    demonstration_commands,
)
#: What packages put into the menu and on the start page, in the order in which it stands there.
STARTS = (
    init_board,
    init_case_list,
    init_register_pages,
    init_case_statistics,
    init_patterns,
    init_measure_pages,
    init_measure_origins,
    init_plans,
    init_survey_list,
    init_wave_pages,
    init_result_pages,
    init_scorecard,
    init_report_pages,
    init_figure_pages,
    init_result_cards,
    init_unit_pages,
    init_absence_pages,
    init_notice_pages,
    init_audit_pages,
    init_retention_pages,
    init_view_pages,
    init_answer_pages,
    init_kept_times,
)
#: Their work is registered when they are imported.
JOBS = (reminder_job, counting_job, visit_mail_job)


def create_app(settings: Settings, clock: Clock | None = None) -> Flask:
    """Build the application; settings are given, never read here."""
    app = Flask("synpunkt", root_path=str(ROOT))
    keyring = read_or_make_keyring(settings)
    app.config.update(
        SECRET_KEY=keyring.secret_key,
        SETTINGS=settings,
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        BABEL_DEFAULT_LOCALE="sv",
        BABEL_DEFAULT_TIMEZONE=str(STOCKHOLM),
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    app.extensions["synpunkt.clock"] = clock or Clock()
    init_encryption(app, keyring)
    init_web(app)
    init_access(app)
    init_shelf(app)
    # Last: what follows a request is done in reverse order, and those who write wait for its end.
    init_database(app, settings.database)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for start in STARTS:
        start(app)
    return app


def __getattr__(name: str) -> Flask:
    """`app`, for another WSGI server: made with the environment's settings when asked for."""
    if name != "app":
        raise AttributeError(name)
    return create_app(read_settings(os.environ))


#: The `synpunkt` command.
main = make_command_line(
    create_app,
    inside=[command for package in COMMANDS for command in package.commands],
    outside=[*feedback_commands.outside, *demonstration_commands.outside],
)
