"""Who answered a wave: how many of how many, women and men, in which ways."""

from collections.abc import Mapping

from flask_babel import format_decimal
from flask_babel import gettext as _

from analysis.charts.gender import NAMES
from analysis.charts.text import per_client_text, percent_text
from analysis.reports.report import Block, Section, Table, Words
from analysis.reports.survey_asked import SurveyAsked
from analysis.results.phrases import in_language
from analysis.results.wave_infos import ASKED_BY_LIST
from core.codes import MODE_NAMES, Group

GROUPS = (Group.ALL, Group.WOMAN, Group.MAN, Group.OTHER)
NOTHING = "–"


def answered_section(asked: SurveyAsked) -> Section:
    """The counts by group with what is known of those who were asked."""
    blocks: list[Block] = [Words(_("Svarssätt: %(modes)s.", modes=modes_text(asked)))]
    answered = answered_by_group(asked)
    if answered:
        blocks.append(_table(asked, answered))
        blocks.append(Words(_explained(asked), "muted"))
    else:
        blocks.append(Words(answered_text(asked)))
    return Section("svarade", _("Vilka svarade"), tuple(blocks))


def answered_by_group(asked: SurveyAsked) -> Mapping[Group, int | None]:
    """How many of each group answered, None where it is hidden; nothing of what others published."""
    if asked.own is None:
        return {}
    shown = asked.page.responses[asked.own.label]
    return {group: shown.get(group) for group in GROUPS}


def answered_text(asked: SurveyAsked) -> str:
    """86 av 647 svarade (13 %), or what is known of it."""
    answered = asked.page.answered.get(asked.wave.label)
    if not answered:
        return str(_("Antalet svar visas inte, för att ingen ska kunna kännas igen."))
    people = _asked_people(asked).get(Group.ALL)
    if people:
        rate = percent_text(answered, people, asked.language)
        return str(
            _("%(n)s av %(all)s svarade (%(percent)s).", n=answered, all=people, percent=rate)
        )
    return str(_("%(n)s svar.", n=answered))


def modes_text(asked: SurveyAsked) -> str:
    """The modes by name."""
    named = [_(MODE_NAMES[mode]) for mode in MODE_NAMES if mode in asked.wave.modes]
    return ", ".join(map(str, named)).lower() or _("okänt")


def _asked_people(asked: SurveyAsked) -> Mapping[Group, int]:
    """How many were asked, each once, by group; nothing where nobody knows."""
    if asked.wave.invited:
        return {Group.ALL: asked.wave.invited}
    if asked.wave.population and asked.wave.modes <= ASKED_BY_LIST:
        return asked.wave.population
    return {}


def _table(asked: SurveyAsked, answered: Mapping[Group, int | None]) -> Table:
    people = _asked_people(asked)
    known = people or asked.wave.population or {}
    # The response rate AAPOR RR2, where it is known who was asked.
    rate = percent_text if people else per_client_text
    columns = [_("Grupp"), _("Svar")]
    if known:
        columns += (
            [_("Fick frågan"), _("Svarsfrekvens")]
            if people
            else [_("Klienter"), _("Svar per klient")]
        )
    rows = []
    for group in GROUPS:
        number, whole = answered[group], known.get(group)
        if group is Group.OTHER and not number:
            continue
        row = [in_language(NAMES[group], asked.language), _count(number)]
        if known:
            both = number is not None and whole
            row += [
                _count(whole),
                rate(number or 0, whole or 1, asked.language) if both else NOTHING,
            ]
        rows.append(tuple(row))
    return Table(_("Hur många som svarade"), tuple(map(str, columns)), tuple(rows))


def _count(number: int | None) -> str:
    return NOTHING if number is None else str(format_decimal(number))


def _explained(asked: SurveyAsked) -> str:
    if _asked_people(asked):
        return str(_("Svarsfrekvensen är svar delat med alla som fick frågan (AAPOR RR2)."))
    if asked.wave.population:
        return str(
            _(
                "Vi vet inte hur många som fick frågan. Svar per klient är ingen "
                "svarsfrekvens, för samma person kan svara flera gånger."
            )
        )
    return str(_("Vi vet inte hur många som fick frågan, så det finns ingen svarsfrekvens."))
