"""Published figures as cells and references: worded like our own, with less known about them. Pure."""

from collections.abc import Mapping

from analysis.methods.estimates import Estimate, estimate_printed
from analysis.published.figures import Figure
from analysis.results.series import Kind, Reference, ResultCell, VariableSeries, WaveInfo
from core.codes import Group


def printed_cell(
    variable: VariableSeries, wave: WaveInfo, group: Group, figure: Figure | None
) -> ResultCell:
    """The cell of a published figure without counts; hidden where there is none to show."""
    if figure is None:
        return ResultCell(wave.label, group)
    found = _printed(variable, figure)
    return ResultCell(
        wave=wave.label,
        group=group,
        n=figure.n,
        value=found.value,
        low=found.low,
        high=found.high,
        hidden=False,
        method=found.method,
        count=figure.positive,
        printed=figure.positive is None,
        computed=figure.computed,
    )


def _printed(variable: VariableSeries, figure: Figure) -> Estimate:
    if variable.kind is Kind.MEAN:
        return Estimate(figure.n or 0, figure.value, None, None, None)
    return estimate_printed(figure.value, figure.n)


def references_of(
    variable: VariableSeries, wave: str, others: Mapping[str, Mapping[Group, Figure]]
) -> list[Reference]:
    """Published figures beside those of a wave, as they may be shown."""
    return [
        Reference(
            subject=subject,
            wave=wave,
            group=group,
            n=figure.n,
            value=figure.value,
            low=_printed(variable, figure).low,
            high=_printed(variable, figure).high,
            source=figure.source,
            printed=figure.positive is None,
            mode=figure.mode,
            version_id=figure.version_id,
        )
        for subject, table in others.items()
        for group, figure in sorted(table.items(), key=lambda pair: list(Group).index(pair[0]))
    ]
