"""What results are made from and what they are: plain values without any arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from analysis.methods.estimates import Method
from analysis.methods.verdicts import Verdict
from analysis.results.phrases import Text
from core.codes import Group, Missing


class Kind(StrEnum):
    """What is estimated of a variable."""

    SHARE = "share"
    MEAN = "mean"


class ComparisonKind(StrEnum):
    """What is compared: women with men, or a wave with the one before."""

    GENDER = "gender"
    WAVE = "wave"


POSITIVE = Text("svarade positivt", "gave a positive answer")


@dataclass(frozen=True)
class VariableSeries:
    """One variable over the waves of its survey.

    `positive` are the codes that count (a share), `predicate` what they are called: "var nöjda".
    `scale` is the lowest and highest code (a mean). An index has the scale 0–100, and `steps` is
    the code that means 100; None elsewhere. `audience` is who answers: clients, relatives, staff.
    `comparability` is, by wave label, how the wording compares with the wave before it among those
    given: identical (also when left out), minor, changed or not_comparable.
    """

    code: str
    label: Text
    kind: Kind = Kind.SHARE
    area: str = ""
    positive: frozenset[int] = frozenset()
    predicate: Text = POSITIVE
    scale: tuple[int, int] = (1, 10)
    comparability: Mapping[str, str] = field(default_factory=dict)
    steps: int | None = None
    audience: str = "clients"


@dataclass(frozen=True)
class WaveInfo:
    """One sealed wave. `modes` are those that answers came by.

    `population` is the number of clients (all, woman, man); it counts only when each person can
    answer once. `response_rate` is 0–1, None when nobody knows how many were asked. A wave with a
    `source` was published by others; `invited` is how many it says were asked.
    """

    label: str
    modes: frozenset[str]
    population: Mapping[Group, int] | None = None
    once_per_person: bool = False
    response_rate: float | None = None
    has_gender: bool = True
    simulated: bool = False
    source: str | None = None
    invited: int | None = None


@dataclass(frozen=True)
class ResultCell:
    """One figure. A share is 0–1; `count` is its positive answers. When hidden, all are None.

    `printed` is a published figure without counts: rounded by who published it. `computed` is
    the mean of published sub-indices.
    """

    wave: str
    group: Group
    n: int | None = None
    population: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    hidden: bool = True
    count: int | None = None
    method: Method | None = None
    printed: bool = False
    computed: bool = False


@dataclass(frozen=True)
class Reference:
    """A published figure to compare with: of others than the unit, or of its own wave.

    `subject` is whom it is about; empty for the unit itself. Never tested, never in a line.
    """

    subject: str
    wave: str
    group: Group
    n: int | None
    value: float
    low: float | None
    high: float | None
    source: str
    printed: bool


@dataclass(frozen=True)
class Comparison:
    """Woman minus man, or the later wave minus the earlier; no figures when hidden or refused."""

    kind: ComparisonKind
    waves: tuple[str, ...]
    groups: tuple[Group, ...]
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    q: float | None
    verdict: Verdict
    sentence: Text


@dataclass(frozen=True)
class SeriesBreak:
    """No line is drawn and nothing compared between these two waves."""

    before: str
    after: str
    verdict: Verdict
    text: Text


@dataclass(frozen=True)
class VariableResult:
    """All there is to show of one variable.

    `finding` is the sentence on women and men in the latest wave that asked for gender. `missing`
    is by wave the number of answers outside the total, where it may be shown.
    """

    variable: VariableSeries
    cells: tuple[ResultCell, ...]
    comparisons: tuple[Comparison, ...]
    breaks: tuple[SeriesBreak, ...]
    finding: Text | None
    missing: Mapping[str, Mapping[Missing, int]]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class SurveyResult:
    """All there is to show of one survey."""

    survey: str
    waves: tuple[WaveInfo, ...]
    variables: tuple[VariableResult, ...]
