"""What each role may do, as one table."""

import pytest

from organisation.models import Role
from organisation.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission
from organisation.start_page import EMPTY_TEXTS

TABLE = {
    #                    account waves  manage results import export units  staff
    Role.ADMINISTRATOR: (True, False, False, False, False, False, True, True),
    Role.INVESTIGATOR: (True, True, True, True, True, True, True, False),
    Role.MANAGER: (True, True, False, True, False, False, False, False),
    Role.CASE_WORKER: (True, True, False, False, False, False, False, False),
    Role.RECEPTION: (True, False, False, False, False, False, False, False),
    Role.INTERVIEWER: (True, False, False, False, False, False, False, False),
}
COLUMNS = (
    Permission.OWN_ACCOUNT,
    Permission.SEE_WAVES,
    Permission.MANAGE_WAVES,
    Permission.READ_RESULTS,
    Permission.IMPORT_ANSWERS,
    Permission.EXPORT_ANSWERS,
    Permission.MANAGE_UNITS,
    Permission.MANAGE_STAFF,
)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_the_table_says(role: Role) -> None:
    expected = {what for what, may in zip(COLUMNS, TABLE[role], strict=True) if may}
    assert ROLE_PERMISSIONS[role] == expected


def test_the_table_knows_every_permission_and_role() -> None:
    assert set(COLUMNS) == set(Permission)
    assert set(ROLE_PERMISSIONS) == set(ROLE_NAMES) == set(EMPTY_TEXTS) == set(Role)
