"""Long work and an import of answers in every state, for the town."""

import json
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from core.background import Work, WorkState, new_work, private_file, work_folder
from core.clock import clock
from organisation.models import Role
from organisation.staff import find_staff
from surveys.collection.answer_import_work import CHECK, REPORT, STORE

FOUND: dict[str, Any] = {
    "rows": 4, "silent": 1, "dropped": 1, "number_of_errors": 0, "errors": [],
    "waves": [{"label": "2019", "new": 2, "there": 1, "modes": ["paper", "telephone"], "opened": True}],
    "items": ["treatment", "grade"],
    "first": [{"row": 2, "wave": "2019", "mode": "paper", "gender": 1, "day": "2019-03-01",
               "codes": [4, -2], "texts": 0}],
}  # fmt: skip
FAULTY = {
    "errors": [{"row": 3, "column": "q1", "text": "Värdet ”7” finns inte bland svaren."}],
    "number_of_errors": 120,
}
KNOWN = FOUND | {"waves": [{**FOUND["waves"][0], "new": 0, "there": 3, "opened": False}]}


def add_work(app: Flask, session: Session) -> dict[str, str]:
    """Work of the Swedish investigator in each state; gives the names of their keys."""
    staff = find_staff(session, f"{Role.INVESTIGATOR}-sv")
    assert staff
    with app.app_context():
        states = {
            "work_waiting": (STORE, WorkState.WAITING, {}),
            "work_running": (STORE, WorkState.RUNNING, {}),
            "work_failed": (STORE, WorkState.FAILED, {"text": "Filen är tom."}),
            "work_done": (STORE, WorkState.DONE, {"text": "602 svar är inlästa."}),
            "work_file": (STORE, WorkState.DONE, {"file": "out.csv", "download_name": "svar.csv"}),
            "work_next": (STORE, WorkState.DONE, {"next": "/mitt-konto"}),
            "import_found": (CHECK, WorkState.DONE, {}),
            "import_faulty": (CHECK, WorkState.DONE, {}),
            "import_known": (CHECK, WorkState.DONE, {}),
        }
        names = {name: _add(session, staff.id, *state).hex() for name, state in states.items()}
        for name, found in (("found", FOUND), ("faulty", FAULTY), ("known", KNOWN)):
            _put(names[f"import_{name}"], REPORT, json.dumps(found))
        _put(names["work_running"], "progress", "30 200")
        _put(names["work_file"], "out.csv", "a;b")
    return names


def _add(
    session: Session,
    staff_id: int,
    kind: str,
    state: WorkState,
    outcome: dict[str, str],
) -> bytes:
    key = new_work()
    session.add(
        Work(
            key=key,
            kind=kind,
            staff_id=staff_id,
            started=clock().now(),
            state=state.value,
            request={"language": "sv", "back": "/mattillfallen", "unit": "homeless"},
            outcome=outcome,
        )
    )
    return key


def _put(key: str, name: str, content: str) -> None:
    with private_file(work_folder(bytes.fromhex(key)) / name) as file:
        file.write(content.encode())
