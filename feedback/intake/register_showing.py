"""The form of a registration as a page, and the page with its number and code."""

from collections.abc import Mapping
from datetime import date

from flask import render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from core.clock import clock
from core.database import session
from core.web import RESPONDENT_LANGUAGES
from feedback.cases.codes import shown
from feedback.cases.deadlines import received_from_letterbox
from feedback.cases.kinds import AnswerWay, Channel, Kind, TextKind
from feedback.cases.models import Case
from feedback.cases.names import ANSWER_WAY_NAMES, GENDER_NAMES, KIND_NAMES
from feedback.intake.attachments import MOST_FILES
from feedback.intake.register_form import CHANNELS, PERSONAL_NUMBER, PRINTED, SPOKEN, Known, ways_of
from feedback.intake.registering import number_of_files
from feedback.intake.view_form import CONTACT_FIELDS, KINDS
from organisation.access import Permission, units_for
from organisation.units import in_tree_order, list_units

DAY = "EEEE d MMMM y"


def known_of(stored: Case | None) -> Known:
    """What the form checks against; a draft keeps its day, unless it was changed by hand."""
    by_hand = stored is not None and any(text.kind == TextKind.NOTE for text in stored.texts)
    return Known(
        today=clock().today(),
        units=[unit.id for unit in list_units(session())],
        languages=list(RESPONDENT_LANGUAGES),
        kept=stored.received if stored and not by_hand else None,
    )


def form_page(
    given: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    *,
    key: str,
    code: str,
    stored: Case | None = None,
) -> str:
    """The form with what was typed; `errors` are msgids by their fields."""
    errors = errors or {}
    today = clock().today()
    return render_template(
        "feedback/intake/register.html",
        errors={name: _(text, number=MOST_FILES) for name, text in errors.items()},
        values=given,
        key=key,
        code=code,
        draft=stored,
        kept_day=in_words(stored.received) if stored else "",
        may_read_in=bool(units_for(Permission.TRIAGE_CASES)),
        kept_files=number_of_files(session(), stored.key) if stored else 0,
        files_lost=any(sent.filename for sent in request.files.getlist("files")),
        asks_for_number=errors.get("text") == PERSONAL_NUMBER,
        channels=[(one.value, _(name)) for one, name in CHANNELS.items()],
        outside=_when(*(one for one in CHANNELS if one is not Channel.INTERNAL)),
        spoken=_when(*SPOKEN),
        printed=_when(*PRINTED),
        kinds=[(kind.value, _(KIND_NAMES[kind])) for kind in KINDS],
        units=_units(),
        languages=[("", _("Svenska, eller blankettens språk")), *RESPONDENT_LANGUAGES.items()],
        genders=[(str(int(one)), _(name)) for one, name in GENDER_NAMES.items()],
        ways=[(way.value, _(ANSWER_WAY_NAMES[way])) for way in AnswerWay],
        contact={name: " ".join(["way", *ways_of(name)]) for name in CONTACT_FIELDS},
        today=in_words(today),
        emptied=in_words(received_from_letterbox(today)),
        newest=today.isoformat(),
    )


def done_page(case: Case, code: str | None) -> str:
    """The number, the last day, and the code this once; `code` is None when it stands on paper."""
    return render_template(
        "feedback/intake/registered.html",
        case=case,
        code=code,
        shown_code=shown(code) if code else "",
        on_strip=case.form_serial is not None,
        is_deviation=case.kind == Kind.DEVIATION.value,
        received=in_words(case.received),
        last_day=in_words(case.rounds[0].last_day) if case.rounds[0].last_day else None,
    )


def in_words(day: date) -> str:
    """A day with its weekday, in the reader's language."""
    return str(format_date(day, DAY))


def _when(*channels: Channel) -> str:
    return " ".join(["channel", *channels])


def _units() -> list[tuple[str, list[tuple[str, str]]]]:
    """The person's own units first, then the others; each group with its name."""
    own = units_for(Permission.REGISTER_CASES)
    ordered = [
        (unit.id in own, (str(unit.id), "\u2003" * depth + unit.name))
        for depth, unit in in_tree_order(list_units(session()))
    ]
    groups = [(_("Dina enheter"), True), (_("Andra enheter"), False)]
    return [(name, [one for mine, one in ordered if mine is own_]) for name, own_ in groups]
