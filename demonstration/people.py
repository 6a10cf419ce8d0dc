"""The demonstration's sign-ins: one person for each role, with random passwords kept in a file."""

import json
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from organisation.models import Role
from organisation.passwords import random_password
from organisation.staff import NewStaff, add_staff
from organisation.units import find_unit

FILE_NAME = "demonstration.json"
PEOPLE = (
    ("chef", "Mia Chef", Role.MANAGER, "hemlosa"),
    ("utredare", "Ulla Utredare", Role.INVESTIGATOR, "socialtjansten"),
    ("handlaggare", "Hassan Handläggare", Role.CASE_WORKER, "hemlosa"),
    ("reception", "Rut Reception", Role.RECEPTION, "hemlosa"),
    ("intervjuare", "Ivar Intervjuare", Role.INTERVIEWER, "hemlosa"),
    ("admin", "Ada Admin", Role.ADMINISTRATOR, "socialtjansten"),
)

#: {role: {"user": …, "password": …}}
SignIns = dict[str, dict[str, str]]


def add_people(session: Session, data: Path, at: datetime) -> None:
    """Add a person for each role and keep their passwords, readable by this user only."""
    sign_ins: SignIns = {}
    for user, name, role, unit in PEOPLE:
        password = random_password()
        new = NewStaff(user, name, [(role, find_unit(session, unit))])
        add_staff(session, new, password, at)
        sign_ins[role.value] = {"user": user, "password": password}
    file = data / FILE_NAME
    file.touch(mode=0o600)
    file.write_text(json.dumps(sign_ins, indent=1), encoding="utf-8")


def kept_sign_ins(data: Path) -> SignIns:
    """The sign-ins of the demonstration; empty where it was never loaded."""
    file = data / FILE_NAME
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
