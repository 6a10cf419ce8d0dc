"""What results are made from and what they are: plain values without any arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
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
    """What is compared.

    Women with men, a wave with the one before, the last wave of an unbroken series with its first
    (a trend), or the difference between women and men over those waves.
    """

    GENDER = "gender"
    WAVE = "wave"
    TREND = "trend"
    GENDER_OVER_TIME = "gender_over_time"


POSITIVE = Text("svarade positivt", "gave a positive answer")


@dataclass(frozen=True)
class VariableSeries:
    """One variable over the waves of its survey.

    `positive` are the codes that count (a share), `predicate` what they are called: "var nöjda".
    `scale` is the lowest and highest code (a mean). An index has the scale 0–100, and `steps` is
    the code that means 100; None elsewhere. `audience` is who answers: clients, relatives, staff.
    `comparability` is, by wave label, how the wording compares with the wave before it among those
    given: identical (also when left out), minor, changed, not_comparable or scale_changed. An
    `order` of 1 or -1 says that the codes are steps of a scale, and whether a higher code is the
    more positive answer; 0 where they are no such steps.
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
    order: int = 0


@dataclass(frozen=True)
class WaveInfo:
    """One sealed wave. `modes` are those that answers came by.

    `population` is the number of clients (all, woman, man); it counts only when each person can
    answer once. `response_rate` is 0–1, None when nobody knows how many were asked. A wave with a
    `source` was published by others; `invited` is how many it says were asked. `reorganised` is
    what changed in the unit since the wave before, empty when nothing did. `until` is the last
    counted day of a wave that still takes answers.
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
    reorganised: str = ""
    until: date | None = None


@dataclass(frozen=True)
class WeightedFigure:
    """What the figure of everybody would be, had women and men answered as often; not rounded."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ResultCell:
    """One figure. A share is 0–1; `count` is its positive answers. When hidden, all are None.

    `printed` is a published figure without counts: rounded by who published it. `computed` is
    the mean of published sub-indices. `weighted` is of everybody only, where the numbers of women
    and men are known and both are shown.
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
    weighted: WeightedFigure | None = None
    #: How many gave each answer; None for figures that others have published.
    codes: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Reference:
    """A published figure to compare with: of others than the unit, or of its own wave.

    `subject` is whom it is about; empty for the unit itself. Never in a line. `mode` is how people
    answered, empty when unknown; `version_id` the wording they were asked with.
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
    mode: str = ""
    version_id: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Woman minus man, or the later wave minus the earlier; no figures when hidden or refused.

    Over more than two waves, the figures are of the last and the first, and the test of them all.
    Of the difference between women and men, it is the later difference minus the earlier. `modes`
    are those whose answers alone were compared, empty when all were.
    """

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
    modes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScaleTest:
    """Women and men on the whole scale of a question in one wave, both shown.

    `superiority` is how likely it is that a woman chosen at random gave a more positive answer than
    a man chosen at random, the same answer counted as half.
    """

    wave: str
    n: tuple[int, int]
    superiority: float
    p: float
    q: float
    verdict: Verdict
    sentence: Text


@dataclass(frozen=True)
class SeriesMark:
    """The line goes on, but the wording of the question was changed a little with this wave."""

    wave: str
    text: Text


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
    is by wave the number of answers outside the total, where it may be shown. `comparisons` holds
    every kind; trends and how the difference between women and men changed are found by name, too.
    """

    variable: VariableSeries
    cells: tuple[ResultCell, ...]
    comparisons: tuple[Comparison, ...]
    breaks: tuple[SeriesBreak, ...]
    finding: Text | None
    missing: Mapping[str, Mapping[Missing, int]]
    references: tuple[Reference, ...] = ()
    marks: tuple[SeriesMark, ...] = ()
    scale_tests: tuple[ScaleTest, ...] = ()

    @property
    def trends(self) -> tuple[Comparison, ...]:
        """Everybody, women and men over three waves or more; a broken series says why not."""
        return self._of(ComparisonKind.TREND)

    @property
    def trend(self) -> Comparison | None:
        """The trend of everybody."""
        return next((one for one in self.trends if one.groups == (Group.ALL,)), None)

    @property
    def interaction(self) -> Comparison | None:
        """Whether the difference between women and men has changed over the waves."""
        return next(iter(self._of(ComparisonKind.GENDER_OVER_TIME)), None)

    def _of(self, kind: ComparisonKind) -> tuple[Comparison, ...]:
        return tuple(one for one in self.comparisons if one.kind is kind)


@dataclass(frozen=True)
class SurveyResult:
    """All there is to show of one survey."""

    survey: str
    waves: tuple[WaveInfo, ...]
    variables: tuple[VariableResult, ...]
