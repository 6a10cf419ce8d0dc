"""What is told of the waves of a survey: how people answered, how many, and what changed between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from analysis.methods.disclosure import Table, disclose
from analysis.methods.response_rates import rr2
from analysis.published.tables import PublishedWave
from analysis.results.queries import SealedWave
from analysis.results.series import WaveInfo
from core.codes import Group, Mode
from surveys.questionnaires.questionnaire import Audience

#: The reader's limit, and the one inside the organisation.
Limits = tuple[int, int]
#: Modes where it is known who was asked, so that there is a response rate.
ASKED_BY_LIST = frozenset({Mode.TELEPHONE, Mode.PAPER, Mode.INTERVIEW})
#: A wave, who took part in it, and the modes its answers came by.
KeptWave = tuple[SealedWave, Table, frozenset[str]]


def infos_of(
    kept: Iterable[KeptWave],
    has_gender: bool,
    limits: Limits,
    audience: Audience,
) -> dict[str, WaveInfo]:
    """What is told of the unit's own waves, by their labels.

    How many clients there are says nothing of an `audience` of staff or relatives.
    """
    found = {}
    for wave, table, modes in kept:
        told = wave if audience is Audience.CLIENTS else replace(wave, women=None, men=None)
        found[wave.label] = _info(told, table, modes, has_gender, limits)
    return found


def with_changes(
    infos: Sequence[WaveInfo],
    timeline: Sequence[SealedWave | PublishedWave],
    changes: Sequence[tuple[date, str]],
) -> list[WaveInfo]:
    """The waves with what changed in the unit since the one before, up to the day each opened."""
    found, before = [], None
    for info, wave in zip(infos, timeline, strict=True):
        since = [what for day, what in changes if before and before < day <= wave.opens]
        found.append(replace(info, reorganised="; ".join(since)))
        before = wave.opens
    return found


def in_order(
    own: Sequence[SealedWave], published: Sequence[PublishedWave]
) -> list[SealedWave | PublishedWave]:
    """All waves by the day they opened."""
    waves: list[SealedWave | PublishedWave] = [*own, *published]
    return sorted(waves, key=lambda wave: wave.opens)


def _info(
    wave: SealedWave,
    responses: Table,
    modes: frozenset[str],
    has_gender: bool,
    limits: Limits,
) -> WaveInfo:
    population = None
    if wave.women is not None and wave.men is not None:
        population = {
            Group.WOMAN: wave.women,
            Group.MAN: wave.men,
            Group.ALL: wave.women + wave.men,
        }
    answered = answered_of(responses, limits)
    asked = _asked(wave, modes, population)
    return WaveInfo(
        label=wave.label,
        modes=modes,
        population=population,
        # However it was opened, at a station a person can answer again.
        once_per_person=wave.once_per_person and Mode.KIOSK not in modes,
        response_rate=rr2(answered, asked).value
        if answered and asked and answered <= asked
        else None,
        has_gender=has_gender,
        simulated=wave.simulated,
        invited=wave.asked if asked else None,
        until=wave.counted_through,
    )


def _asked(
    wave: SealedWave, modes: frozenset[str], population: Mapping[Group, int] | None
) -> int | None:
    """How many were asked, each once; None at a station, where nobody is asked by a list."""
    if Mode.KIOSK in modes:
        return None
    by_list = population if modes <= ASKED_BY_LIST else None
    return wave.asked or (by_list[Group.ALL] if by_list else None)


def answered_of(responses: Table, limits: Limits) -> int | None:
    """How many answered, as far as that may be told."""
    return responses_of(responses, limits).get(Group.ALL)


def responses_of(responses: Table, limits: Limits) -> dict[Group, int]:
    """How many of each group answered, as far as that may be told."""
    shown = disclose(responses, *limits).cells
    return {group: sum(codes.values()) for group, codes in shown.items() if codes}
