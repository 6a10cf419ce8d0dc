"""The sentences beside a comparison, in Swedish and English, with the counts of both sides.

Pure. Figures are rounded once, from the exact counts.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from math import floor

from analysis.methods.comparisons import Difference
from analysis.methods.estimates import percent, tenths, whole
from analysis.methods.verdicts import Verdict
from analysis.results.phrases import ENGLISH, SWEDISH, Language, Text, spoken_of
from core.codes import Group


@dataclass(frozen=True)
class Side:
    """One of two groups compared: `total` is the positive answers of n, or the sum of the codes.

    `wave` is its label when the two sides are waves, else None. `unit` is what one step on the
    scale is in the total: 1, but more for an index.
    """

    group: Group
    n: int
    total: int
    wave: str | None = None
    unit: int = 1

    @property
    def of(self) -> int:
        """What the total is divided by for the share or mean."""
        return self.n * self.unit


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


HIDDEN = Text(SWEDISH.templates[Verdict.HIDDEN], ENGLISH.templates[Verdict.HIDDEN])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decimal(value: float, language: Language) -> str:
    return f"{value:.1f}".replace(".", language.decimal)


def _mean_text(total: int, of: int, subject: Subject, language: Language) -> str:
    if subject.decimals == 0:
        return str(whole(total, of))
    return _decimal(tenths(total, of), language)


def _mean(side: Side, subject: Subject, language: Language) -> str:
    return "" if subject.predicate else _mean_text(side.total, side.of, subject, language)


def _who(side: Side, names: Mapping[Group, str], language: Language) -> str:
    who = names[side.group]
    return who if side.wave is None else language.at_wave.format(who=who, wave=side.wave)


def _predicate(subject: Subject, language: Language) -> str:
    return getattr(subject.predicate, language.code, "")


def _counts(subject: Subject, language: Language) -> str:
    """Such as "10 av 14 kvinnor och 57 av 72 män var nöjda"; for means what both gave."""
    predicate = _predicate(subject, language)
    pattern = language.count if predicate else language.mean_of
    parts = (
        pattern.format(
            total=side.total,
            n=side.n,
            who=_who(side, language.nouns, language),
            mean=_mean(side, subject, language),
        )
        for side in subject.sides
    )
    return f"{language.and_.join(parts)} {predicate}".rstrip()


def _values(subject: Subject, language: Language) -> str:
    """Such as "85 % av männen och 61 % av kvinnorna var nöjda": the larger first."""
    predicate = _predicate(subject, language)
    pattern = language.share if predicate else language.mean
    parts = (
        pattern.format(
            percent=percent(side.total, side.n),
            who=_who(side, language.the, language),
            mean=_mean(side, subject, language),
        )
        for side in sorted(subject.sides, key=lambda side: -side.total / side.of)
    )
    return f"{language.and_.join(parts)} {predicate}".rstrip()


def _size(subject: Subject, language: Language) -> str:
    """Such as "24 procentenheter" or "0,7"."""
    a, b = subject.sides
    difference, of = abs(a.total * b.n - b.total * a.n), a.n * b.n
    if subject.predicate is None:
        return _mean_text(difference, of * a.unit, subject, language)
    points = percent(difference, of)
    return f"{points} {language.points[points != 1]}"


def _interval(subject: Subject, language: Language) -> str:
    """Such as "10–39", turned so that the difference is positive; "−1 till 39" with a sign."""
    low, high = subject.found.low, subject.found.high
    if low is None or high is None:
        return ""
    ends = (low, high) if subject.found.difference >= 0 else (-high, -low)
    if subject.predicate is None and subject.decimals:
        shown = "|".join(_decimal(floor(10 * end + 0.5) / 10, language) for end in ends)
    else:
        times = 100 if subject.predicate else 1
        shown = "|".join(str(floor(times * end + 0.5)) for end in ends)
    return shown.replace("|", language.to if "-" in shown else "–").replace("-", "−")


def _reservation(subject: Subject, language: Language) -> str:
    if subject.response_rate is None:
        return language.unknown_asked
    return language.few_answered.format(percent=floor(100 * subject.response_rate + 0.5))


def _about(patterns: tuple[str, str], subject: Subject, language: Language) -> str:
    """What the two sides do alike or not: women and men, or one group at two waves."""
    a, b = subject.sides
    return patterns[a.wave is not None].format(
        a=language.nouns[a.group],
        b=language.nouns[b.group],
        the=language.the[a.group],
        first=a.wave,
        second=b.wave,
    )


#: What can stand in a template, and how it is made.
PARTS: Mapping[str, Callable[[Subject, Language], str]] = {
    "counts": _counts,
    "Counts": lambda subject, language: _capital(_counts(subject, language)),
    "values": _values,
    "size": _size,
    "interval": _interval,
    "differ": lambda subject, language: _about(language.differ, subject, language),
    "Alike": lambda subject, language: _capital(_about(language.alike, subject, language)),
    "reservation": _reservation,
}
#: The parts that each verdict's sentence is made of; the same in both languages.
NEEDED = {
    verdict: tuple(part for part in PARTS if f"{{{part}}}" in template)
    for verdict, template in SWEDISH.templates.items()
}


def _say(verdict: Verdict, subject: Subject, language: Language) -> str:
    parts = {name: PARTS[name](subject, language) for name in NEEDED[verdict]}
    return language.templates[verdict].format(**parts)


def say(verdict: Verdict, subject: Subject) -> Text:
    """The sentence of a verdict that `judge` reached; both sides must have answers."""
    sv, en = (spoken_of(language, subject.audience) for language in (SWEDISH, ENGLISH))
    return Text(_say(verdict, subject, sv), _say(verdict, subject, en))


def _nouns(modes: Set[str], language: Language) -> str:
    return language.and_.join(noun for mode, noun in language.mode_nouns.items() if mode in modes)


def _answered_how(wave: str, modes: Set[str], who: str, language: Language) -> str:
    pattern = language.answered_unknown
    if modes:
        pattern = language.answered_several
    if len(modes) == 1:
        pattern = language.answered_how[min(modes)]
    return _capital(pattern.format(wave=wave, who=who, nouns=_nouns(modes, language)))


def say_mode(
    labels: tuple[str, str], modes: tuple[Set[str], Set[str]], audience: str = "clients"
) -> Text:
    """Why two waves without a common mode cannot be compared."""

    def said(language: Language) -> str:
        who = spoken_of(language, audience).people
        before, after = map(_answered_how, labels, modes, who, (language, language))
        return language.templates[Verdict.MODE_CONFOUNDED].format(before=before, after=after)

    return Text(said(SWEDISH), said(ENGLISH))


def say_wording(wave: str) -> Text:
    """That the wording changed with the wave of that label."""
    sv, en = (language.templates[Verdict.WORDING_CHANGED] for language in (SWEDISH, ENGLISH))
    return Text(sv.format(wave=wave), en.format(wave=wave))


def break_text(verdict: Verdict, wave: str, modes: tuple[Set[str], Set[str]]) -> Text:
    """The short words where a chart's line is broken, before the wave of that label."""

    def said(language: Language) -> str:
        mode = verdict is Verdict.MODE_CONFOUNDED
        pattern = language.mode_break if mode else language.wording_break
        before, after = (_nouns(used, language) or language.unknown_mode for used in modes)
        return pattern.format(wave=wave, before=before, after=after)

    return Text(said(SWEDISH), said(ENGLISH))
