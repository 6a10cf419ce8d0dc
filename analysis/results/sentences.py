"""The sentences beside a comparison, in Swedish and English, with the counts of both sides.

Pure. Figures are rounded once, from the exact counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from analysis.methods.comparisons import Difference
from analysis.methods.estimates import half_up, percent, tenths, whole
from analysis.methods.verdicts import Verdict
from analysis.results.english import ENGLISH
from analysis.results.phrases import Language, Text, spoken_of
from analysis.results.refusals import both, capital
from analysis.results.swedish import SWEDISH
from core.codes import Group


@dataclass(frozen=True)
class Side:
    """One of two groups compared: `total` is the positive answers of n, or the sum of the codes.

    `wave` is its label when the two sides are waves, `place` its name when they are units; else
    None. `unit` is what one step on the scale is in the total: 1, but more for an index. `exact`
    is the share or mean where it is not that of the counts: modes weighted alike, or a `printed`
    figure, whose counts are not known.
    """

    group: Group
    n: int | None
    total: int
    wave: str | None = None
    unit: int = 1
    place: Text | None = None
    exact: Fraction | None = None
    printed: bool = False

    @property
    def value(self) -> Fraction:
        """The share or mean, not rounded."""
        return self.of_counts if self.exact is None else self.exact

    @property
    def of_counts(self) -> Fraction:
        """The share or mean of the counts as they are."""
        return Fraction(self.total, (self.n or 0) * self.unit)


@dataclass(frozen=True)
class Subject:
    """What a sentence is about; `found` may be either way round.

    `predicate` is what the positive answers are called ("var nöjda"), None for a mean.
    `response_rate` is the one the verdict was reached with, None when it is not known. Means have
    `decimals`: one for a grade, none for an index.
    """

    sides: tuple[Side, Side]
    found: Difference
    predicate: Text | None
    response_rate: float | None
    decimals: int = 1
    audience: str = "clients"
    #: The sides are the ends of a series of waves.
    is_trend: bool = False


def _decimal(value: float, language: Language) -> str:
    return f"{value:.1f}".replace(".", language.decimal)


def _mean_text(value: Fraction, subject: Subject, language: Language) -> str:
    if subject.decimals == 0:
        return str(whole(*value.as_integer_ratio()))
    return _decimal(tenths(*value.as_integer_ratio()), language)


def _mean(value: Fraction, subject: Subject, language: Language) -> str:
    return "" if subject.predicate else _mean_text(value, subject, language)


def _who(side: Side, names: Mapping[Group, str], language: Language) -> str:
    who = names[side.group]
    if side.place is not None:
        return language.at_place.format(who=who, place=getattr(side.place, language.code))
    return who if side.wave is None else language.at_wave.format(who=who, wave=side.wave)


def _predicate(subject: Subject, language: Language) -> str:
    return getattr(subject.predicate, language.code, "")


def _count(side: Side, subject: Subject, language: Language) -> str:
    """Such as "10 av 14 kvinnor"; what was printed without counts has its share."""
    who = _who(side, language.nouns, language)
    if subject.predicate is None:
        value = side.value if side.printed else side.of_counts
        return language.mean_of.format(n=side.n, who=who, mean=_mean_text(value, subject, language))
    if side.printed:
        of_all = percent(*side.value.as_integer_ratio())
        return language.count_printed.format(percent=of_all, n=side.n, who=who)
    return language.count.format(total=side.total, n=side.n, who=who)


def _counts(subject: Subject, language: Language) -> str:
    """Such as "10 av 14 kvinnor och 57 av 72 män var nöjda"; for means what both gave."""
    parts = (_count(side, subject, language) for side in subject.sides)
    return f"{language.and_.join(parts)} {_predicate(subject, language)}".rstrip()


def _value(side: Side, subject: Subject, language: Language) -> str:
    pattern = language.share if subject.predicate else language.mean
    return pattern.format(
        percent=percent(*side.value.as_integer_ratio()),
        who=_who(side, language.the, language),
        mean=_mean(side.value, subject, language),
    )


def _values(subject: Subject, language: Language) -> str:
    """Such as "85 % av männen och 61 % av kvinnorna var nöjda": the larger first."""
    larger_first = sorted(subject.sides, key=lambda side: -side.value)
    parts = (_value(side, subject, language) for side in larger_first)
    return f"{language.and_.join(parts)} {_predicate(subject, language)}".rstrip()


def _size(subject: Subject, language: Language) -> str:
    """Such as "24 procentenheter" or "0,7"."""
    a, b = subject.sides
    difference = abs(a.value - b.value)
    if subject.predicate is None:
        return _mean_text(difference, subject, language)
    return points_text(percent(*difference.as_integer_ratio()), language)


def points_text(points: int, language: Language) -> str:
    """Such as "1 procentenhet" or "24 procentenheter"."""
    return f"{points} {language.points[points != 1]}"


def _interval(subject: Subject, language: Language) -> str:
    """Such as "10–39", turned so that the difference is positive; "−1 till 39" with a sign."""
    shown = _decimal_end if subject.predicate is None and subject.decimals else _whole_end
    return interval_text(
        subject.found,
        lambda end: shown(100 * end if subject.predicate else end, language),
        language,
    )


def _decimal_end(end: float, language: Language) -> str:
    return _decimal(half_up(10 * end) / 10, language)


def _whole_end(end: float, _: Language) -> str:
    return str(half_up(end))


def interval_text(found: Difference, shown: Callable[[float], str], language: Language) -> str:
    """The ends of an interval as `shown` writes them; "" where there is none."""
    if found.low is None or found.high is None:
        return ""
    ends = (found.low, found.high) if found.difference >= 0 else (-found.high, -found.low)
    text = "|".join(map(shown, ends))
    return text.replace("|", language.to if "-" in text else "–").replace("-", "−")


def reservation(response_rate: float | None, language: Language) -> str:
    """Why a difference is only likely: how few answered, or that nobody knows."""
    if response_rate is None:
        return language.unknown_asked
    return language.few_answered.format(percent=half_up(100 * response_rate))


def _about(patterns: tuple[str, str, str], subject: Subject, language: Language) -> str:
    """What the two sides do alike or not: women and men, one group at two waves, two places."""
    a, b = subject.sides
    pattern = patterns[2] if a.place is not None else patterns[a.wave is not None]
    return pattern.format(
        a=language.nouns[a.group],
        b=language.nouns[b.group],
        the=language.the[a.group],
        first=a.wave,
        second=b.wave,
        place=getattr(a.place, language.code, ""),
        other=getattr(b.place, language.code, ""),
    )


def _measure(subject: Subject, language: Language) -> str:
    """What goes up or down: "andelen klienter som var nöjda"."""
    pattern = language.share_who if subject.predicate else language.mean_who
    who = language.nouns[subject.sides[0].group]
    return pattern.format(who=who, predicate=_predicate(subject, language))


def _went(words: tuple[str, str], subject: Subject) -> str:
    first, last = subject.sides
    return words[last.value > first.value]


def _from_to(subject: Subject, language: Language) -> str:
    """Such as "från 61 % (2019) till 85 % (2023)"."""
    first, last = (_bare(side.value, subject, language) for side in subject.sides)
    before, after = (side.wave for side in subject.sides)
    return language.from_to.format(first=first, last=last, before=before, after=after)


def _bare(value: Fraction, subject: Subject, language: Language) -> str:
    if subject.predicate is None:
        return _mean_text(value, subject, language)
    return language.percent.format(percent=percent(*value.as_integer_ratio()))


#: What can stand in a template, and how it is made.
PARTS: Mapping[str, Callable[[Subject, Language], str]] = {
    "counts": _counts,
    "Counts": lambda subject, language: capital(_counts(subject, language)),
    "values": _values,
    "size": _size,
    "interval": _interval,
    "differ": lambda subject, language: _about(language.differ, subject, language),
    "Alike": lambda subject, language: capital(_about(language.alike, subject, language)),
    "reservation": lambda subject, language: reservation(subject.response_rate, language),
    "Values": lambda subject, language: capital(_values(subject, language)),
    "unknown": lambda subject, language: language.unknown[subject.predicate is None],
    "measure": _measure,
    "Measure": lambda subject, language: capital(_measure(subject, language)),
    "went": lambda subject, language: _went(language.went, subject),
    "went_likely": lambda subject, language: _went(language.went_likely, subject),
    "from_to": _from_to,
    "first": lambda subject, _: subject.sides[0].wave or "",
    "last": lambda subject, _: subject.sides[1].wave or "",
}
#: The parts that each sentence is made of; the same in both languages.
NEEDED = {
    template: tuple(part for part in PARTS if f"{{{part}}}" in template)
    for language in (SWEDISH, ENGLISH)
    for template in (*language.templates.values(), *language.trends.values())
}


def say(verdict: Verdict, subject: Subject) -> Text:
    """The sentence of a verdict that `judge` reached; both sides must have answers."""

    def said(language: Language) -> str:
        spoken = spoken_of(language, subject.audience)
        template = (spoken.trends if subject.is_trend else spoken.templates)[verdict]
        return template.format(**{name: PARTS[name](subject, spoken) for name in NEEDED[template]})

    return both(said)
