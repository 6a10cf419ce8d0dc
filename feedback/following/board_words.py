"""What the board says: its heading, its columns, and each case in a few words without content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from core.codes import N_
from feedback.cases.kinds import Channel, Kind
from feedback.cases.names import CHANNEL_NAMES, KIND_NAMES
from feedback.following.board import Column, Counts, Label, Work
from organisation.models import Absence
from organisation.working_days import working_days_left

COLUMN_NAMES = {
    Column.UNREGISTERED: N_("Inte registrerade"),
    Column.LATE: N_("Försenade"),
    Column.TWO: N_("Inom två arbetsdagar"),
    Column.FIVE: N_("Inom fem arbetsdagar"),
    Column.LATER: N_("Senare"),
}
LABEL_NAMES = {
    Label.NEW_DAY: N_("Besked om ny dag lämnat"),
    Label.UNREAD: N_("Inte läst av chefen"),
}
TONES = {Column.UNREGISTERED: "new", Column.LATE: "late", Column.TWO: "soon"}
#: A heading reads better with a word than with a digit.
NUMBER_WORDS = (
    *(N_("Noll"), N_("Ett"), N_("Två"), N_("Tre"), N_("Fyra"), N_("Fem"), N_("Sex")),
    *(N_("Sju"), N_("Åtta"), N_("Nio"), N_("Tio"), N_("Elva"), N_("Tolv")),
)
SHORT_DAY = "EEE d MMM"


@dataclass(frozen=True)
class Ticket:
    """One case on the board, in words."""

    href: str
    number: str
    title: str
    tone: str
    due: str
    lines: list[str]
    labels: list[str]


def finding(found: Counts) -> str:
    """The heading: what is to go out this week, else what is late, else that there is time."""
    if found.this_week:
        this_week = ngettext(
            "Ett svar ska ut den här veckan",
            "%(count)s svar ska ut den här veckan",
            found.this_week,
            count=in_word(found.this_week),
        )
        return str(this_week)
    if found.late:
        late = ngettext(
            "Ett svar är försenat",
            "%(count)s svar är försenade",
            found.late,
            count=in_word(found.late),
        )
        return str(late)
    if found.open:
        return str(_("Inget svar ska ut den här veckan"))
    return str(_("Ingen synpunkt väntar på svar"))


def lead(found: Counts) -> str:
    """The counts of work in one line."""
    parts = [_("%(count)s öppna", count=found.open)]
    if found.late:
        parts.append(ngettext("%(num)s försenad", "%(num)s försenade", found.late))
    if found.unregistered:
        many = ngettext("%(num)s inte registrerad", "%(num)s inte registrerade", found.unregistered)
        parts.append(many)
    if found.number_only:
        parts.append(_("%(count)s visas bara med sitt nummer", count=found.number_only))
    return " · ".join(parts)


def in_word(number: int) -> str:
    """A small number in letters, a larger one in digits."""
    return str(_(NUMBER_WORDS[number])) if number < len(NUMBER_WORDS) else str(number)


def short_day(day: date) -> str:
    """Tis 24 nov, as it stands inside a sentence."""
    return str(format_date(day, SHORT_DAY)).replace(".", "")


def ticket(
    work: Work, column: Column, today: date, own_id: int, away: Mapping[int, Absence]
) -> Ticket:
    """A case for who looks; nothing of it but number and dates when it is not seen in full."""
    late = work.last_day is not None and work.last_day < today
    return Ticket(
        href=url_for("cases.case", number=work.number),
        number=work.number,
        title=title_of(work),
        tone="late" if late else TONES.get(column, ""),
        due=_due(work.last_day, today),
        lines=[line for line in (_was_due(work, today), *_told(work, own_id, away)) if line],
        labels=[_label(work, label) for label in work.labels],
    )


def title_of(work: Work) -> str:
    """Kind and theme; or why only the number is shown."""
    if not work.full:
        return secret(confidential=work.confidential)
    return kind_and_theme(work.kind, work.theme)


def secret(*, confidential: bool) -> str:
    """Why only the number is shown."""
    if confidential:
        return str(_("Sekretess: bara numret visas"))
    return str(_("Inte registrerad: bara numret visas"))


def kind_and_theme(kind: str, theme: str | None) -> str:
    """A case in short, without its words."""
    name = str(_(KIND_NAMES[Kind(kind)]))
    return f"{name} · {theme[:1].upper()}{theme[1:]}" if theme else name


def who_answers(
    manager_id: int | None, manager: str, own_id: int, away: Mapping[int, Absence]
) -> str:
    """The manager, or "du", and who stands in for them today."""
    if manager_id is None:
        return str(_("ingen chef vald"))
    name = str(_("du svarar")) if manager_id == own_id else manager
    absence = away.get(manager_id)
    if absence is None:
        return name
    if absence.deputy_id == own_id:
        return f"{name} · {_('ersättare: du')}"
    return f"{name} · {_('ersättare: %(name)s', name=absence.deputy.name)}"


def _told(work: Work, own_id: int, away: Mapping[int, Absence]) -> list[str]:
    if not work.full:
        return []
    channel = str(_(CHANNEL_NAMES[Channel(work.channel)]))
    where = " · ".join(filter(None, (channel, work.unit)))
    return [where, who_answers(work.manager_id, work.manager, own_id, away)]


def _due(last_day: date | None, today: date) -> str:
    if last_day is None:
        return str(_("ingen sista dag"))
    if last_day < today:
        days = -working_days_left(today, last_day)
        many = ngettext("%(num)s arbetsdag sen", "%(num)s arbetsdagar sen", days)
        return many if days else str(_("försenad"))
    if last_day == today:
        return str(_("svara i dag"))
    return str(_("svara senast %(day)s", day=short_day(last_day)))


def _was_due(work: Work, today: date) -> str:
    if work.last_day is None or work.last_day >= today:
        return ""
    return str(_("sista dag var %(day)s", day=short_day(work.last_day)))


def _label(work: Work, label: Label) -> str:
    if label is Label.NEW_DAY and work.new_day:
        return str(_("Besked om ny dag: %(day)s", day=short_day(work.new_day)))
    return str(_(LABEL_NAMES[label]))
