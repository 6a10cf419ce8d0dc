"""What staff read of waves: titles, periods, states in words, and how many have answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_interval
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.codes import MODE_NAMES, N_
from surveys.collection.models import Cell, SurveyResponse, Wave
from surveys.collection.states import WaveState
from surveys.questionnaires.models import RESPONSE_ITEM, Item, QuestionnaireRevision
from surveys.questionnaires.questionnaire import ORIGINAL

#: How a heading says small numbers of things.
NUMBER_WORDS = {
    2: N_("Två"), 3: N_("Tre"), 4: N_("Fyra"), 5: N_("Fem"), 6: N_("Sex"), 7: N_("Sju"),
    8: N_("Åtta"), 9: N_("Nio"), 10: N_("Tio"), 11: N_("Elva"), 12: N_("Tolv"),
}  # fmt: skip


@dataclass(frozen=True)
class WaveSummary:
    """A wave as staff read it, in the language of the page.

    `counted` answers are shown in results; `new` ones have come in since.
    """

    wave: Wave
    title: str
    counted: int
    new: int
    today: date

    @property
    def answers(self) -> int:
        """How many have answered: what has been counted, and while it takes answers the new too."""
        return self.counted + (0 if self.wave.state == WaveState.SEALED else self.new)

    @property
    def upcoming(self) -> bool:
        """Whether its first day has not come."""
        return self.wave.state == WaveState.OPEN and self.today < self.wave.opens

    @property
    def open(self) -> bool:
        """Whether people can start answering today."""
        return (
            self.wave.state == WaveState.OPEN and self.wave.opens <= self.today <= self.wave.closes
        )

    @property
    def waits(self) -> bool:
        """Whether it is closed and its answers wait to be counted."""
        return self.wave.state == WaveState.CLOSED

    @property
    def state(self) -> str:
        """Its state in words."""
        if self.upcoming:
            return str(_("Öppnar %(day)s", day=day_in_words(self.wave.opens)))
        if self.wave.state == WaveState.OPEN:
            return str(_("Öppen") if self.open else _("Sista dagen har varit"))
        return str(_("Stängd, väntar på att räknas") if self.waits else _("Räknad"))

    @property
    def heading(self) -> str:
        """What matters most about it now."""
        if self.upcoming:
            return str(_("Enkäten öppnar %(day)s", day=day_in_words(self.wave.opens)))
        if self.wave.state == WaveState.SEALED:
            return str(ngettext("Ett svar är räknat", "%(num)d svar är räknade", self.answers))
        if self.answers == 0:
            return str(_("Ingen har svarat än") if self.open else _("Ingen har svarat"))
        if self.open:
            return str(ngettext("En har svarat", "%(num)d har svarat", self.answers))
        if self.new == 0:
            return str(_("Inga nya svar har kommit in"))
        return str(
            ngettext("Ett svar väntar på att räknas", "%(num)d svar väntar på att räknas", self.new)
        )

    @property
    def period(self) -> str:
        """Its first and last day, as short as they can be said."""
        locale = "en_GB" if str(get_locale()) == "en" else ORIGINAL
        return format_interval(self.wave.opens, self.wave.closes, "yMMMd", locale=locale)

    @property
    def modes(self) -> str:
        """The names of its modes in one line."""
        held = {mode.mode for mode in self.wave.modes}
        return ", ".join(_(name) for mode, name in MODE_NAMES.items() if mode in held)


def summaries(session: Session, waves: Sequence[Wave], today: date) -> list[WaveSummary]:
    """The waves as staff read them, in the same order."""
    titles = _titles(session, {wave.version_id for wave in waves})
    wave_ids = [wave.id for wave in waves]
    counted, new = _counted(session, wave_ids), _new(session, wave_ids)
    return [
        WaveSummary(
            wave=wave,
            title=_in_language(titles.get(wave.version_id)) or wave.survey.code,
            counted=counted.get(wave.id, 0),
            new=new.get(wave.id, 0),
            today=today,
        )
        for wave in waves
    ]


def day_in_words(day: date) -> str:
    """A day without its year: 12 mars."""
    return str(format_date(day, "d MMMM"))


def finding(shown: Sequence[WaveSummary]) -> str:
    """What matters most about some waves, as a heading: first what waits, then what is open."""
    waiting = sum(one.waits for one in shown)
    opened = sum(one.open for one in shown)
    if waiting:
        return str(
            ngettext(
                "Ett mättillfälle väntar på att räknas",
                "%(number)s mättillfällen väntar på att räknas",
                waiting,
                number=_number_word(waiting),
            )
        )
    if opened:
        word = _number_word(opened)
        return str(
            ngettext("En enkät är öppen", "%(number)s enkäter är öppna", opened, number=word)
        )
    return str(_("Ingen enkät är öppen"))


def counts_of_work(shown: Sequence[WaveSummary]) -> str:
    """How many answers wait to be counted, and how many have come in where it is open."""
    waiting = sum(one.new for one in shown if one.waits)
    arrived = sum(one.answers for one in shown if one.open)
    parts = []
    if waiting:
        parts.append(ngettext("Ett svar väntar", "%(num)d svar väntar", waiting))
    if any(one.open for one in shown):
        parts.append(ngettext("Ett svar i öppna enkäter", "%(num)d svar i öppna enkäter", arrived))
    return " · ".join(parts)


def _number_word(number: int) -> str:
    word = NUMBER_WORDS.get(number)
    return str(_(word)) if word else str(number)


def _titles(session: Session, version_ids: Collection[int]) -> dict[int, dict[str, str] | None]:
    """The title of each version in its languages, as its latest revision says it."""
    revision = QuestionnaireRevision
    query = select(revision.version_id, revision.content["title"]).order_by(revision.revision)
    return dict(session.execute(query.where(revision.version_id.in_(version_ids))).all())


def _in_language(title: dict[str, str] | None) -> str:
    return (title or {}).get(str(get_locale())) or (title or {}).get(ORIGINAL, "")


def _counted(session: Session, wave_ids: Collection[int]) -> dict[int, int]:
    """How many answers are shown of each wave; they stay when the answers have been deleted."""
    query = (
        select(Cell.wave_id, func.sum(Cell.count))
        .join(Item, Item.id == Cell.item_id)
        .join(Wave, Wave.id == Cell.wave_id)
        .where(Cell.wave_id.in_(wave_ids), Item.code == RESPONSE_ITEM)
        .where(Cell.sealing <= Wave.sealings)
        .group_by(Cell.wave_id)
    )
    return {wave_id: int(number) for wave_id, number in session.execute(query)}


def _new(session: Session, wave_ids: Collection[int]) -> dict[int, int]:
    """How many answers of each wave no sealing has counted."""
    query = (
        select(SurveyResponse.wave_id, func.count())
        .where(SurveyResponse.wave_id.in_(wave_ids), SurveyResponse.counted_in.is_(None))
        .group_by(SurveyResponse.wave_id)
    )
    return dict(session.execute(query).all())
