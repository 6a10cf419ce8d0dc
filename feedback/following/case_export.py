"""Cases as a table to take away: what is seen in full, and of the rest number and dates only."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.codes import N_
from core.spreadsheets import LONGEST_TEXT, Row, Sheet
from feedback.cases.kinds import Channel, Kind, Outcome, TextKind
from feedback.cases.models import Case
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES, OUTCOME_NAMES, STATE_NAMES
from feedback.cases.sight import Viewer
from feedback.cases.states import CaseState
from feedback.following.filters import Condition
from feedback.following.looking import Found, rows_of, texts_of

#: So many cases at once: the person waits for the file.
MOST = 10_000
#: So many cases have their words fetched at once.
TOGETHER = 500
OPEN_COLUMNS = (N_("Nummer"), N_("Kom in"), N_("Sista dag"), N_("Besvarad"))
COLUMNS = (
    *(N_("Typ"), N_("Tema"), N_("Enhet"), N_("Kom genom"), N_("Läge"), N_("Besked om ny dag")),
    *(N_("I tid"), N_("Chef"), N_("Resultat"), N_("Avsändare"), N_("Språk"), N_("Diarienummer")),
)
TEXT_COLUMNS = (N_("Vad som har hänt"), N_("Svaret"), N_("Vad som sades"), N_("Vad vi gjorde"))
SAID = (TextKind.SAID, TextKind.MESSAGE)
ANSWERED = (TextKind.ANSWER, TextKind.SPOKEN)
CUT = " […]"
WIDTHS = (12, 12, 12, 12, 14, 20, 24, 20, 20, 14, 8, 20, 20, 12, 8, 16, 60)


def sheet_of(
    session: Session, who: Viewer, wanted: Sequence[Condition], *, with_texts: bool
) -> Sheet:
    """The cases that somebody sees and that are wanted, the oldest first."""
    rows = rows_of(who, *wanted)
    found = session.execute(rows.order_by(Case.received, Case.number)).all()
    columns = (*OPEN_COLUMNS, *COLUMNS, *(TEXT_COLUMNS if with_texts else ()))
    lines = _with_texts(session, found) if with_texts else map(_line, found)
    return Sheet(_("Synpunkter"), [_(one) for one in columns], lines, WIDTHS, wrapped=with_texts)


def about(filters: Sequence[tuple[str, str]], today: date) -> Sheet:
    """The sheet that says how the cases were chosen."""
    rows: list[Row] = [(_("Hämtad"), today), *filters]
    return Sheet(_("Om filen"), [_("Vad"), _("Värde")], rows, (24, 40))


def _line(row: Found) -> list[str | date | None]:
    dates = [row.number, row.received, row.last_day, row.answered_on]
    return [*dates, *(_told(row) if row.full else [None] * len(COLUMNS))]


def _told(row: Found) -> list[str | date | None]:
    """What is told of a case that is seen in full, in the order of COLUMNS."""
    return [
        _(KIND_NAMES[Kind(row.kind)]),
        row.theme,
        row.unit,
        _(CHANNEL_NAMES[Channel(row.channel)]),
        _(STATE_NAMES[CaseState(row.state)]),
        row.new_day,
        None if row.on_time is None else _("Ja") if row.on_time else _("Nej"),
        row.manager,
        _(OUTCOME_NAMES[Outcome(row.outcome)]) if row.outcome else None,
        _("Anonym") if row.anonymous else _("Enskild"),
        row.language,
        row.diary_number,
    ]


def _with_texts(session: Session, found: Sequence[Found]) -> Iterator[list[str | date | None]]:
    for start in range(0, len(found), TOGETHER):
        some = found[start : start + TOGETHER]
        keys = [row.key for row in some if row.full]
        said, answered = (_joined(session, keys, kinds) for kinds in (SAID, ANSWERED))
        for row in some:
            words = (said.get(row.key), answered.get(row.key), row.said, row.did)
            hidden = [None] * len(TEXT_COLUMNS)
            yield [*_line(row), *(map(_fitting, words) if row.full else hidden)]


def _joined(
    session: Session, keys: Collection[bytes], kinds: Collection[TextKind]
) -> Mapping[bytes, str]:
    """All words of some kinds, by case, with an empty line between."""
    parts: dict[bytes, list[str]] = defaultdict(list)
    for key, _kind, text in texts_of(session, keys, kinds):
        parts[key].append(text)
    return {key: "\n\n".join(texts) for key, texts in parts.items()}


def _fitting(text: str | None) -> str | None:
    """What a cell can hold, with a mark where it was cut; an apostrophe may come before it."""
    longest = LONGEST_TEXT - len(CUT) - 1
    return text if text is None or len(text) <= longest else text[:longest] + CUT
