"""What each role may do, as one table."""

import pytest

from organisation.models import Role
from organisation.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission
from organisation.start_page import EMPTY_TEXTS

ROLES = (
    Role.ADMINISTRATOR,
    Role.INVESTIGATOR,
    Role.MANAGER,
    Role.CASE_WORKER,
    Role.RECEPTION,
    Role.INTERVIEWER,
)
#: A cross for each role that may, in the order of ROLES.
TABLE = {
    #                                 adm inv man wor rec int
    Permission.OWN_ACCOUNT:          "x   x   x   x   x   x",
    Permission.SEE_WAVES:            ".   x   x   x   .   .",
    Permission.MANAGE_WAVES:         ".   x   .   .   .   .",
    Permission.READ_RESULTS:         ".   x   x   .   .   .",
    Permission.IMPORT_ANSWERS:       ".   x   .   .   .   .",
    Permission.EXPORT_ANSWERS:       ".   x   .   .   .   .",
    Permission.WRITE_RESULTS:        ".   x   x   .   .   .",
    Permission.MANAGE_INDICATORS:    ".   x   .   .   .   .",
    Permission.MANAGE_UNITS:         "x   x   .   .   .   .",
    Permission.MANAGE_STAFF:         "x   .   .   .   .   .",
    Permission.REGISTER_CASES:       ".   x   x   x   x   .",
    Permission.READ_CASES:           ".   x   x   .   .   .",
    Permission.TRIAGE_CASES:         ".   x   .   .   .   .",
    Permission.ANSWER_CASES:         ".   .   x   .   .   .",
    Permission.READ_CASE_STATISTICS: ".   x   x   .   .   .",
    Permission.EXPORT_CASES:         ".   x   x   .   .   .",
    Permission.READ_INCIDENTS:       ".   x   x   .   .   .",
    Permission.MANAGE_FEEDBACK:      ".   x   .   .   .   .",
    Permission.DECIDE_RETENTION:     ".   x   .   .   .   .",
    Permission.READ_MEASURES:        ".   x   x   x   .   .",
    Permission.MANAGE_MEASURES:      ".   x   x   .   .   .",
    Permission.MANAGE_ABSENCES:      "x   x   x   .   .   .",
    Permission.READ_AUDIT_LOG:       "x   x   .   .   .   .",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_table_says(role: Role) -> None:
    place = ROLES.index(role)
    expected = {what for what, crosses in TABLE.items() if crosses.split()[place] == "x"}
    assert ROLE_PERMISSIONS[role] == expected


def test_the_table_knows_every_permission_and_role() -> None:
    assert set(TABLE) == set(Permission)
    assert set(ROLES) == set(ROLE_PERMISSIONS) == set(ROLE_NAMES) == set(EMPTY_TEXTS) == set(Role)
