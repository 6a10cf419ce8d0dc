"""The pages where workbooks of others are read by a mapping; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.page_shape import STAFF, SWEDISH, Page, staff


def mapping_pages() -> Iterator[Page]:
    """All of them; only who sent a file looks at it."""
    path, reader = "/resultat/siffror/mappningar", Role.INVESTIGATOR
    readers, refused, gone = staff([reader]), staff([reader], 422), staff([reader], 404)
    yield Page("mappings", path, readers, reader)
    yield Page("mappings, no file", path, refused, reader, STAFF, {}, "/mitt-konto")
    new, known = f"{path}/{{mapped_new}}", f"{path}/{{mapped_known}}"
    where = "?blad=Resultat&rad=3&rader=2"
    yield Page("mapping, sheet", f"{new}/blad{where}", readers, reader, SWEDISH)
    yield Page("mapping, no such sheet", f"{new}/blad?blad=x", gone, reader, SWEDISH)
    yield Page("mapping, columns", f"{new}/kolumner{where}", readers, reader, SWEDISH)
    wrong = {"column-all": "Fråga", "column-question": "Fråga", "hidden": "..", "none": ".."}
    columns = f"{new}/kolumner{where}"
    yield Page("mapping, columns refused", columns, refused, reader, SWEDISH, wrong)
    yield Page("mapping, names too early", f"{new}/namn", gone, reader, SWEDISH)
    yield Page("mapping, names", f"{known}/namn", readers, reader, SWEDISH)
    bad = {"unit-homeless": "x", "label": "", "name": ""}
    yield Page("mapping, names refused", f"{known}/namn", refused, reader, SWEDISH, bad)
    yield Page("mapping of nobody", f"{path}/{'0' * 32}/blad", gone, reader, SWEDISH)
    nothing = f"{path}/999999/ta-bort"
    yield Page("mapping that is not there", nothing, gone, reader, SWEDISH, {}, path)
