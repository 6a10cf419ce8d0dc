"""What each role may do. A manager answers cases; who also triages holds both roles."""

from enum import StrEnum

from core.codes import N_
from organisation.models import Role


class Permission(StrEnum):
    """What a page or action asks for."""

    OWN_ACCOUNT = "own_account"
    SEE_WAVES = "see_waves"
    MANAGE_WAVES = "manage_waves"
    READ_RESULTS = "read_results"
    IMPORT_ANSWERS = "import_answers"
    EXPORT_ANSWERS = "export_answers"
    #: The words beside results: what they mean, what is done, whether a goal is met; plans; reports.
    WRITE_RESULTS = "write_results"
    #: The indicators and goals of the scorecard.
    MANAGE_INDICATORS = "manage_indicators"
    MANAGE_UNITS = "manage_units"
    MANAGE_STAFF = "manage_staff"
    #: Write down what somebody says, and hand out letters by their number.
    REGISTER_CASES = "register_cases"
    #: The board, the list and the cases of the own units, as feedback.cases.sight says.
    READ_CASES = "read_cases"
    #: Triage, assign, hand over, hold.
    TRIAGE_CASES = "triage_cases"
    #: Read, answer and close what one is assigned; approve what is shown to everyone.
    ANSWER_CASES = "answer_cases"
    READ_CASE_STATISTICS = "read_case_statistics"
    EXPORT_CASES = "export_cases"
    #: The restricted records of serious incidents.
    READ_INCIDENTS = "read_incidents"
    #: Themes, phrases, printed forms.
    MANAGE_FEEDBACK = "manage_feedback"
    DECIDE_RETENTION = "decide_retention"
    READ_MEASURES = "read_measures"
    MANAGE_MEASURES = "manage_measures"
    #: Deputies and absence, the outbox.
    MANAGE_ABSENCES = "manage_absences"
    READ_AUDIT_LOG = "read_audit_log"


#: Everyone has an account; the interviewer and the reception have nothing more to see here.
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.OWN_ACCOUNT,
            Permission.MANAGE_UNITS,
            Permission.MANAGE_STAFF,
            Permission.MANAGE_ABSENCES,
            Permission.READ_AUDIT_LOG,
        }
    ),
    Role.INVESTIGATOR: frozenset(Permission) - {Permission.MANAGE_STAFF, Permission.ANSWER_CASES},
    Role.MANAGER: frozenset(
        {
            Permission.OWN_ACCOUNT,
            Permission.SEE_WAVES,
            Permission.READ_RESULTS,
            Permission.WRITE_RESULTS,
            Permission.REGISTER_CASES,
            Permission.READ_CASES,
            Permission.ANSWER_CASES,
            Permission.READ_CASE_STATISTICS,
            Permission.EXPORT_CASES,
            Permission.READ_INCIDENTS,
            Permission.READ_MEASURES,
            Permission.MANAGE_MEASURES,
            Permission.MANAGE_ABSENCES,
        }
    ),
    Role.CASE_WORKER: frozenset(
        {
            Permission.OWN_ACCOUNT,
            Permission.SEE_WAVES,
            Permission.REGISTER_CASES,
            Permission.READ_MEASURES,
        }
    ),
    Role.RECEPTION: frozenset({Permission.OWN_ACCOUNT, Permission.REGISTER_CASES}),
    Role.INTERVIEWER: frozenset({Permission.OWN_ACCOUNT}),
}

ROLE_NAMES: dict[Role, str] = {
    Role.ADMINISTRATOR: N_("Administratör"),
    Role.INVESTIGATOR: N_("Utredningssekreterare"),
    Role.MANAGER: N_("Chef"),
    Role.CASE_WORKER: N_("Handläggare"),
    Role.RECEPTION: N_("Reception"),
    Role.INTERVIEWER: N_("Telefonintervjuare"),
}
