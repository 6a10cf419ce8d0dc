"""One figure with its uncertainty, of one group in one wave, from disclosed counts. Pure."""

from analysis.methods.disclosure import PARTS, WOMEN_AND_MEN, Codes, Disclosed
from analysis.methods.estimates import Estimate, as_index, estimate_mean, estimate_share
from analysis.methods.weights import post_stratified, post_stratified_mean
from analysis.results.pairs import counted
from analysis.results.series import Kind, ResultCell, VariableSeries, WaveInfo, WeightedFigure
from core.codes import Group


def population_of(wave: WaveInfo, group: Group, parts: tuple[Group, ...]) -> int | None:
    """How many clients a figure describes; None when unknown or when a person can answer twice.

    Only women, men and all are counted in registers; a total of women and men is their sum.
    """
    known = wave.population if wave.once_per_person and wave.population else {}
    if group is not Group.ALL:
        return None if group is Group.OTHER else known.get(group)
    if parts == PARTS and Group.ALL in known:
        return known[Group.ALL]
    both = [known[part] for part in WOMEN_AND_MEN if part in known]
    return sum(both) if len(both) == len(WOMEN_AND_MEN) else None


def result_cell(
    variable: VariableSeries, wave: WaveInfo, group: Group, shown: Disclosed | None
) -> ResultCell:
    """The figure of one group in one wave; hidden where `shown` does not hold it."""
    codes = shown.cells[group] if shown else None
    if shown is None or codes is None:
        return ResultCell(wave.label, group)
    population = population_of(wave, group, shown.parts)
    everybody = group is Group.ALL and wave.once_per_person
    count = None if variable.kind is Kind.MEAN else counted(variable, codes)
    found = _estimate(variable, codes, population)
    return ResultCell(
        wave=wave.label,
        group=group,
        n=found.n,
        population=population,
        value=found.value,
        low=found.low,
        high=found.high,
        hidden=False,
        count=count,
        method=found.method,
        codes=None if wave.source else codes,
        weighted=weighted_figure(variable, wave, shown) if everybody else None,
    )


def weighted_figure(
    variable: VariableSeries, wave: WaveInfo, shown: Disclosed
) -> WeightedFigure | None:
    """The figure of everybody with women and men in the parts they have among the clients.

    Made from what is shown only: None where women or men are hidden, or their numbers not known.
    Who gave no valid answer is not in it, so the valid answers carry the weights.
    """
    cells = {group: codes for group in shown.parts if (codes := shown.cells[group])}
    register = wave.population or {}
    clients = {group: n for group in WOMEN_AND_MEN if (n := register.get(group))}
    if len(clients) < len(WOMEN_AND_MEN) or len(cells) < len(shown.parts):
        return None
    if variable.kind is Kind.SHARE:
        answers = {group: _of_all(variable, codes) for group, codes in cells.items()}
        found = post_stratified(answers, clients)
    else:
        found = post_stratified_mean(cells, clients)
    if found is None:
        return None
    times = 100 / variable.steps if variable.steps else 1.0
    low, high = (None if end is None else end * times for end in (found.low, found.high))
    return WeightedFigure(found.value * times, low, high)


def _of_all(variable: VariableSeries, codes: Codes) -> tuple[int, int]:
    return counted(variable, codes), sum(codes.values())


def _estimate(variable: VariableSeries, codes: Codes, population: int | None) -> Estimate:
    if variable.kind is Kind.SHARE:
        return estimate_share(counted(variable, codes), sum(codes.values()), population)
    found = estimate_mean(codes, population)
    return as_index(found, variable.steps) if variable.steps else found
