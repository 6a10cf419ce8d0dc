"""What each role may do."""

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
    MANAGE_UNITS = "manage_units"
    MANAGE_STAFF = "manage_staff"


#: Everyone has an account; the interviewer and the reception have nothing more to see here.
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {Permission.OWN_ACCOUNT, Permission.MANAGE_UNITS, Permission.MANAGE_STAFF}
    ),
    Role.INVESTIGATOR: frozenset(Permission) - {Permission.MANAGE_STAFF},
    Role.MANAGER: frozenset(
        {Permission.OWN_ACCOUNT, Permission.SEE_WAVES, Permission.READ_RESULTS}
    ),
    Role.CASE_WORKER: frozenset({Permission.OWN_ACCOUNT, Permission.SEE_WAVES}),
    Role.RECEPTION: frozenset({Permission.OWN_ACCOUNT}),
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
