"""The code book of an export, and the sheet that says where the answers come from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.codes import N_
from core.spreadsheets import Row, Sheet
from surveys.collection.answer_export_columns import (
    BACKGROUND_NAMES,
    KIND_NAMES,
    MISSING_NAMES,
    Asked,
    Column,
)
from surveys.collection.answer_export_rule import Background
from surveys.collection.models import Wave
from surveys.questionnaires.models import QuestionComparability, QuestionnaireVersion
from surveys.questionnaires.questionnaire import Degree

DEGREE_NAMES = {
    Degree.IDENTICAL: N_("samma fråga"),
    Degree.MINOR: N_("liten ändring"),
    Degree.CHANGED: N_("ändrad"),
    Degree.NOT_COMPARABLE: N_("går inte att jämföra"),
}
BOOK_WIDTHS, ABOUT_WIDTHS = (22, 44), (34, 90)


def book_sheet(session: Session, asked: Asked, columns: Sequence[Column]) -> Sheet:
    """One row per column: the question, its codes, its kinds of missing, what was said of it."""
    languages = list(list(asked.versions.values())[-1].languages)
    heading = [_("Kolumn"), *(_("Text (%(language)s)", language=one) for one in languages)]
    heading += [_("Cellerna är"), _("Koder"), _("Räknas som positivt"), _("Varför svar saknas")]
    heading += [_("Räknas fram av"), _("Jämfört med versionen före")]
    said = _comparisons(session, asked)
    rows = ([column.name, *(column.texts.get(one, "") for one in languages), *_meaning(column),
             "\n".join(said.get(column.variable, ()))] for column in columns)  # fmt: skip
    return Sheet(_("Kodbok"), heading, rows, BOOK_WIDTHS, wrapped=True)


def about_sheet(facts: Sequence[tuple[str, str]]) -> Sheet:
    """What a reader needs to know of the file itself."""
    return Sheet(_("Om filen"), [_("Uppgift"), _("Innehåll")], facts, ABOUT_WIDTHS, wrapped=True)


def facts_of_file(
    asked: Asked,
    waves: Sequence[Wave],
    shown: Sequence[Background],
    responses: int,
    made: date,
    limit: int,
) -> Iterator[tuple[str, str]]:
    """Survey, versions, unit, waves, the day, and what the file leaves out and why."""
    newest = list(asked.versions.values())[-1]
    versions = sorted({wave.version.number for wave in waves})
    yield _("Enkät"), f"{asked.word(newest.title)} ({newest.survey})"
    yield _("Version"), ", ".join(map(str, versions))
    if newest.source:
        yield _("Källa"), newest.source
    yield _("Enhet"), f"{waves[0].unit.name} ({waves[0].unit.code})"
    for wave in waves:
        invented = _("Påhittade svar.") if wave.simulated else ""
        period = f"{wave.label}: {wave.opens} – {wave.closes}. {invented}".strip()
        yield _("Mättillfälle"), period
    yield _("Antal svar"), str(responses)
    yield _("Filen gjordes"), made.isoformat()
    left_out = [_(BACKGROUND_NAMES[one]) for one in Background if one not in shown]
    yield _("Inte med i filen"), ", ".join(left_out) or "–"
    yield from _how_to_read(limit)


def _how_to_read(limit: int) -> Iterator[tuple[str, str]]:
    yield (
        _("Minsta grupp"),
        _(
            "Minst %(limit)s personer är lika i allt som filen säger om dem, utom i svaren."
            " De som varken är kvinna eller man är inte med om de är färre än %(limit)s.",
            limit=limit,
        ),
    )
    yield _("Egna ord"), _("De är med där minst %(limit)s personer har skrivit.", limit=limit)
    yield _("Vilka svar"), _("De svar som var räknade när filen gjordes, samma som i resultatet.")
    yield _("Ordning"), _("Slumpad. Två filer har aldrig samma ordning.")
    yield (
        _("Tal under noll"),
        ", ".join(f"{_(name)}: {int(kind)}" for kind, name in MISSING_NAMES.items()),
    )
    yield _("Tom cell"), _("Frågan fanns inte i den versionen.")
    yield (
        _("Apostrof"),
        _(
            "I CSV-filer har texter som börjar med = + - @ ' en apostrof först, så att de inte blir formler."
        ),
    )
    yield _("Jämförelser"), _("Jämför inte år där frågan är ändrad eller svarssättet är ett annat.")


def _meaning(column: Column) -> Row:
    """What its cells are, its codes, the positive ones, the kinds of missing, what it is made of."""
    missing = "" if column.is_text else "\n".join(
        f"{_(name)}: {int(kind)}" for kind, name in MISSING_NAMES.items()
    )  # fmt: skip
    codes = "\n".join(f"{code} = {word}" for code, word in column.labels.items())
    positive = ", ".join(map(str, column.positive))
    return [_(KIND_NAMES[column.kind]), codes, positive, missing, ", ".join(column.made_of)]


def _comparisons(session: Session, asked: Asked) -> Mapping[str, list[str]]:
    """By question, what a person said of each exported version and the one before it."""
    said = QuestionComparability
    query = (
        select(QuestionnaireVersion.number, said.question, said.degree, said.note_sv, said.note_en)
        .join(said, said.version_id == QuestionnaireVersion.id)
        .where(said.version_id.in_(asked.versions))
        .order_by(QuestionnaireVersion.number)
    )
    found: dict[str, list[str]] = {}
    for number, question, degree, swedish, english in session.execute(query):
        note = english if asked.language == "en" and english else swedish
        words = [_("Version %(number)s", number=number), _(DEGREE_NAMES[Degree(degree)]), note]
        found.setdefault(question, []).append(": ".join(filter(None, words)))
    return found
