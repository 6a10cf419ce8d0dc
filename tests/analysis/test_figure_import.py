"""Published figures from a file: whole or not at all, and every mistake with its row and column."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from analysis.published.columns import HEADINGS, fields_of, read_row
from analysis.published.commands import figures
from analysis.published.models import PublishedFigure
from core.tables_refusal import TableRefused
from organisation.models import Role, Unit
from tests.factories import make_unit, publish_instrument
from tests.organisation.people import form_token, make_staff, sign_in

pytestmark = pytest.mark.thorough

PAGE = "/siffror-fran-andra"
SWEDISH = "enkät;fråga;enhet;mättillfälle;kön;antal svar;antal positiva;andel;svarssätt;källa\n"
GOOD = SWEDISH + (
    "user-survey;overall;homeless;2017;;463;409;;papper;Rapporten\n"
    "user-survey;letters;homeless;2017;;;;76,5;papper;Rapporten\n"
)
ENGLISH = (
    "survey,version,item,unit,subject,wave,day,gender,n,positive,share,mean,invited,mode,source\n"
    "user-survey,1,overall,homeless,,2017,2017-12-31,,463,409,,,,paper,Rapporten\n"
    "user-survey,1,letters,homeless,,2017,2017-12-31,,,,76.5,,,paper,Rapporten\n"
)


@pytest.fixture
def unit(session: Session) -> Unit:
    unit = make_unit(session)
    publish_instrument(session, "user_survey")
    publish_instrument(session, "staff_survey")
    make_staff(session, unit, Role.INVESTIGATOR, "utredare")
    make_staff(session, unit, Role.MANAGER, "chef")
    session.commit()
    return unit


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(app: Flask, unit: Unit, tmp_path: Path) -> Run:
    """Import a text as a file; gives the exit code and what is printed."""

    def import_(text: str, *more: str) -> tuple[int, str]:
        file = tmp_path / "figures.csv"
        file.write_text(text, encoding="utf-8")
        with app.app_context():
            ended = CliRunner().invoke(figures, ["import", str(file), *more])
        return ended.exit_code, ended.output

    return import_


def kept(session: Session) -> list[tuple[object, ...]]:
    session.expire_all()
    rows = session.scalars(select(PublishedFigure).order_by(PublishedFigure.value)).all()
    found: list[tuple[object, ...]] = [
        (one.label, one.n, one.positive, one.value, one.mode, one.source) for one in rows
    ]
    session.commit()
    return found


def test_swedish_and_english_files_say_the_same(session: Session, run: Run) -> None:
    expected = {
        ("2017", 463, 409, None, "paper", "Rapporten"),
        ("2017", None, None, 0.765, "paper", "Rapporten"),
    }
    assert run(GOOD) == (0, "2 new, 0 changed, 0 unchanged. Stored.\n")
    assert set(kept(session)) == expected
    assert run(ENGLISH) == (0, "0 new, 0 changed, 2 unchanged. Stored.\n")
    assert set(kept(session)) == expected


def test_a_changed_value_is_said_and_stored_and_a_dry_run_stores_nothing(
    session: Session, run: Run
) -> None:
    run(GOOD)
    other = GOOD.replace("409", "410")
    code, said = run(other, "--dry-run")
    assert "409 of 463 -> 410 of 463" in said
    assert "0 new, 1 changed, 1 unchanged. Nothing was stored." in said
    assert any(row[2] == 409 for row in kept(session))
    assert run(other)[0] == code == 0
    assert any(row[2] == 410 for row in kept(session))


def test_a_workbook_is_read_too(app: Flask, session: Session, unit: Unit, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    book.active.append(["survey", "item", "unit", "wave", "mean", "n", "invited", "source"])
    book.active.append(["staff-survey", "ami", unit.name, 2019, 83, 69, 71, "Rapporten"])
    book.save(tmp_path / "figures.xlsx")
    with app.app_context():
        ended = CliRunner().invoke(figures, ["import", str(tmp_path / "figures.xlsx")])
    assert ended.output == "1 new, 0 changed, 0 unchanged. Stored.\n"
    assert [row[:4] for row in kept(session)] == [("2019", 69, None, 83.0)]


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        ("no-such;overall;homeless;2017;;463;409;;;R", "enkät", "Det finns ingen enkät"),
        ("user-survey;nothing;homeless;2017;;463;409;;;R", "fråga", "Skriv en av: treatment"),
        ("user-survey;overall;nowhere;2017;;463;409;;;R", "enhet", "Det finns ingen enhet"),
        ("user-survey;overall;homeless;;;463;409;;;R", "mättillfälle", "Rutan är tom"),
        ("user-survey;overall;homeless;våren;;463;409;;;R", "dag", "Skriv dagen som"),
        ("user-survey;overall;homeless;2017;barn;463;409;;;R", "kön", "Skriv kvinna, man"),
        ("user-survey;overall;homeless;2017;;46x;409;;;R", "antal svar", "inget helt antal"),
        (
            "user-survey;overall;homeless;2017;;463;464;;;R",
            "antal positiva",
            "fler än de som svarade",
        ),
        ("user-survey;overall;homeless;2017;;463;409;88;;R", "andel", "Skriv ett av"),
        ("user-survey;overall;homeless;2017;;;409;;;R", "antal svar", "hur många som svarade"),
        ("user-survey;overall;homeless;2017;kvinna;;;88;;R", "antal svar", "behöver det"),
        ("user-survey;overall;homeless;2017;;463;;0,88;;R", "andel", "i procent, som 76"),
        ("user-survey;overall;homeless;2017;;463;;101;;R", "andel", "mellan 0 och 100"),
        ("user-survey;overall;homeless;2017;;463;;88;fax;R", "svarssätt", "pekskärm"),
        ("user-survey;overall;homeless;2017;;463;;88;;", "källa", "Rutan är tom"),
        ("staff-survey;ami;homeless;2017;;463;;88;;R", "andel", "kolumnen medelvärde"),
    ],
)
def test_a_mistake_is_told_with_row_and_column_and_nothing_is_stored(
    session: Session, run: Run, row: str, column: str, text: str
) -> None:
    code, said = run(GOOD + row + "\n")
    assert code == 1
    assert f"Rad 4, kolumn ”{column}”" in said
    assert text in said
    assert kept(session) == []


def test_what_only_several_rows_show_is_told_too(session: Session, run: Run) -> None:
    same = GOOD.splitlines()[1] + "\n"
    assert "Samma siffra står på rad 2" in run(GOOD + same)[1]
    women = "user-survey;overall;homeless;2017;kvinna;464;400;;papper;R\n"
    assert "Kvinnor, män och övriga är fler än alla" in run(GOOD + women)[1]
    other_day = ENGLISH.replace("76.5", "77").replace("letters,homeless,,2017,2017-12-31",
                                                      "letters,homeless,,2017,2017-06-01")  # fmt: skip
    assert "en annan version eller dag" in run(other_day)[1]
    assert run(GOOD)[0] == 0
    assert "en annan version eller dag" in run(ENGLISH.replace("12-31", "06-01").replace(
        "overall", "treatment").replace("letters", "listening"))[1]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("enkät;fråga", "Kolumnen saknas"),
        ("enkät;survey;fråga", "Två kolumner betyder samma sak"),
        ("enkät;skostorlek", "Rubriken är okänd"),
        ("enkät;fråga;enhet;mättillfälle;källa", "ingen kolumn med siffror"),
    ],
)
def test_headings_that_cannot_be_used_are_told(run: Run, heading: str, text: str) -> None:
    code, said = run(f"{heading}\n{';'.join('a' for _ in heading.split(';'))}\n")
    assert code == 1
    assert text in said


@given(st.lists(st.text(max_size=12), min_size=len(HEADINGS), max_size=len(HEADINGS)))
@examples(max_examples=60)
def test_any_row_is_read_or_refused_with_its_column(values: list[str]) -> None:
    row, problems = read_row(7, dict(zip(HEADINGS, values, strict=True)))
    assert (row is None) == bool(problems)
    assert all(problem.row == 7 and problem.column and problem.message for problem in problems)


@given(st.lists(st.text(max_size=15), min_size=1, max_size=6).map(tuple))
@examples(max_examples=60)
def test_any_headings_are_used_or_refused(header: tuple[str, ...]) -> None:
    with pytest.raises(TableRefused):
        fields_of(header)


def send(client: FlaskClient, text: str, name: str = "figures.csv") -> TestResponse:
    """Send a file; gives the page that it leads to."""
    data = {
        "file": (io.BytesIO(text.encode()), name),
        "csrf_token": form_token(client.get("/mitt-konto")),
    }
    answer = client.post(PAGE, data=data, content_type="multipart/form-data")
    return client.get(answer.location) if answer.status_code == 303 else answer


def test_a_file_is_looked_at_and_then_stored(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    sign_in(client, "utredare")
    looked = send(client, GOOD)
    assert looked.status_code == 200
    assert "2 siffror blir sparade" in looked.text
    assert kept(session) == []
    action = looked.text.split(f'action="{PAGE}/')[1].split('"')[0]
    stored = client.post(
        f"{PAGE}/{action}", data={"csrf_token": form_token(client.get("/mitt-konto"))}
    )
    assert stored.status_code == 303
    assert len(kept(session)) == 2
    shown = client.get(PAGE).text
    assert "2 siffror från andra" in shown
    assert "409 av 463" in shown
    again = client.post(
        f"{PAGE}/{action}", data={"csrf_token": form_token(client.get("/mitt-konto"))}
    )
    assert again.status_code == 404


def test_a_file_with_mistakes_is_shown_with_them(client: FlaskClient, unit: Unit) -> None:
    sign_in(client, "utredare")
    wrong = send(client, GOOD.replace("409", "909"))
    assert "1 sak i filen måste rättas" in wrong.text
    assert "Rad 2, kolumn ”antal positiva”" in wrong.text
    assert "Spara siffrorna" not in wrong.text
    assert send(client, "", "nothing.csv").status_code == 422
    assert send(client, "\x00\x01\x02", "nothing.xlsx").status_code == 422


def test_units_of_others_are_as_if_they_were_not_there(
    client: FlaskClient, session: Session, unit: Unit
) -> None:
    make_unit(session, "elsewhere")
    session.commit()
    sign_in(client, "utredare")
    wrong = send(client, GOOD.replace("homeless", "elsewhere"))
    assert "Det finns ingen enhet ”elsewhere”" in wrong.text


def test_only_those_who_import_get_there(client: FlaskClient, unit: Unit) -> None:
    assert client.get(PAGE).status_code == 303
    sign_in(client, "chef")
    assert client.get(PAGE).status_code == 403
