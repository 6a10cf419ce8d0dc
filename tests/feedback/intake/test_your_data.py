"""What people are told of what is kept; and that our Swedish for them is easy."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.language_check import Severity, check_lix, check_text
from core.language_words import vocabulary
from core.web import RESPONDENT_LANGUAGES
from feedback.following.models import RetentionDecision
from organisation.models import Unit
from tests.factories import addresses, make_unit, open_survey
from tests.organisation.people import make_staff

pytestmark = pytest.mark.pages

PAGE = "/om-dina-uppgifter"
ROOT = Path(__file__).resolve().parents[3]
#: Where texts stand that senders read, written here.
TEXTS = (
    *sorted((ROOT / "templates/feedback/answers").glob("*.html")),
    ROOT / "templates/feedback/intake/your_data.html",
    *sorted((ROOT / "feedback/intake").glob("answer_*.py")),
    *(ROOT / f"feedback/intake/{name}.py" for name in ("slips", "paper", "kept_times")),
)
#: Explained by the picture beside it.
KNOWN = "QR-kod"


def decide(session: Session, unit: Unit, what: str, months: int) -> None:
    """Decide how long something is kept."""
    decision = RetentionDecision(
        what=what,
        decision="SN 2026/7",
        decided_on=date(2026, 1, 15),
        months=months,
        entered_by=make_staff(session, unit, user_name=f"{what}-{months}").id,
    )
    session.add(decision)
    session.commit()


def test_without_a_decision_the_page_says_so(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert page.count("vi har inte bestämt än. Till dess är allt kvar.") == 4


@pytest.mark.parametrize(
    ("months", "said"),
    [(1, "en månad"), (12, "ett år"), (18, "18 månader"), (24, "2 år"), (120, "10 år")],
)
def test_how_long_comes_from_the_decision(
    client: FlaskClient, session: Session, months: int, said: str
) -> None:
    decide(session, make_unit(session), "complaint", months)
    page = client.get(PAGE).text
    assert f"Klagomål: {said} efter att vi är klara. Beslut: SN 2026/7." in page
    assert page.count("vi har inte bestämt än") == 3


def test_the_page_says_what_why_and_whom_to_ask_in_every_language(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    for said in (
        "När du svarar på en enkät",
        "När du säger vad du tycker",
        "När du får ett brev",
        "När du säger ja betyder det bara att du vill vara med.",
        "Fråga i receptionen.",
    ):
        assert said in page
    for language in RESPONDENT_LANGUAGES:
        assert f'<html lang="{language}"' in client.get(f"{PAGE}?lang={language}").text
        assert f'href="{PAGE}?lang={language}"' in page


def test_a_survey_by_link_leads_there_and_a_station_has_no_way_out(
    client: FlaskClient, session: Session
) -> None:
    link, station = addresses(open_survey(session))
    session.rollback()
    assert f'href="{PAGE}?lang=en"' in client.get(f"{link}?lang=en").text
    assert PAGE not in client.get(station).text


def test_what_senders_read_is_easy_swedish() -> None:
    told = {
        re.sub(r"%\((\w+)\)[sd]", "7", text): path.name for path in TEXTS for text in _texts(path)
    }
    found = [
        (told[text], text, remark.sentence())
        for text in told
        for remark in check_text(text, vocabulary())
        if remark.severity is Severity.ERROR and KNOWN not in text
    ]
    assert not found
    assert not check_lix("\n\n".join(told))


def _texts(path: Path) -> list[str]:
    method = "jinja2" if path.suffix == ".html" else "python"
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_file(method, path, keywords=keywords)
    return [text for _, said, _, _ in found for text in ([said] if isinstance(said, str) else said)]
