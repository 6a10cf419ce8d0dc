"""The pages of reading an answer, and of printed forms; a part of tests/page_list.py."""

from collections.abc import Iterator

from organisation.models import Role
from tests.feedback.factories import CODE
from tests.page_shape import NOBODY, RESPONDENT, STAFF, SWEDISH, Page, public, staff
from tests.town import NEWCOMER
from tests.town_answers import ARABIC, VOIDED, WAITING

AT_STATION = "/kiosk/{user_survey_station}/mitt-svar"


def answer_pages() -> Iterator[Page]:
    """The code, the answer in its states, refused, and too many tries."""
    for place, path in (("web", "/mitt-svar"), ("station", AT_STATION)):
        yield Page(f"code, {place}", path, public(), languages=RESPONDENT)
        for name, code in (
            ("read", CODE),
            ("waiting", WAITING),
            ("voided", VOIDED),
            ("Arabic", ARABIC),
        ):
            languages = {CODE: RESPONDENT, ARABIC: ("ar",)}.get(code, SWEDISH)
            sent = {"do": "read", "code": code}
            yield Page(f"answer {name}, {place}", path, public(), NOBODY, languages, sent)
        wrong = {"do": "read", "code": "1234 1234 1234"}
        yield Page(f"code wrong, {place}", path, public(422), NOBODY, RESPONDENT, wrong)
        over = {"do": "over"}
        yield Page(f"answer over, {place}", path, public(303), NOBODY, SWEDISH, over)
    locked, sent = "/kiosk/{quiet_station}/mitt-svar", {"do": "read", "code": CODE}
    yield Page("code, must wait", locked, public(429), NOBODY, RESPONDENT, sent)
    unknown = "/kiosk/okand/mitt-svar"
    yield Page("code, unknown station", unknown, public(404), languages=SWEDISH)


def paper_pages() -> Iterator[Page]:
    """Printed forms: the list, none yet, refused."""
    path, keepers = "/synpunkter/blanketter", staff([Role.INVESTIGATOR])
    yield Page("paper", path, keepers, Role.INVESTIGATOR)
    yield Page("paper, none yet", path, {NEWCOMER: 200}, NEWCOMER)
    refused = staff([Role.INVESTIGATOR], 422)
    yield Page("paper, nothing chosen", path, refused, Role.INVESTIGATOR, STAFF, {}, "/mitt-konto")
