"""What the methods make of the reference's micro-data, in its shape: shares, means, weights.

The counts come from cells (wave × mode × gender × item × code), as the product keeps them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Any

from scipy.special import stdtrit

from analysis.methods.comparisons import (
    FourCounts,
    compare_means,
    compare_shares,
    false_discovery,
    fisher_midp,
)
from analysis.methods.estimates import (
    TAIL,
    Estimate,
    estimate_mean,
    estimate_share,
    moments,
)
from analysis.methods.response_rates import ResponseRate, rr2
from analysis.methods.weights import Weighted, post_stratified, post_stratified_mean, weights_of
from core.codes import Group
from tests.analysis.reference import GROUPS, SHARES, YEARS, population, table

Codes = Mapping[int, int]
#: The modes whose cells add up to a year.
MODES = ("kiosk", "phone", "post")
#: The grade 1–10.
GRADE = "q6"


def added(tables: Iterable[Codes]) -> Codes:
    """Cells of several places as one."""
    total: Counter[int] = Counter()
    for codes in tables:
        total.update(codes)
    return total


def valid(codes: Codes) -> dict[int, int]:
    """Without the kinds of missing."""
    return {code: count for code, count in codes.items() if code >= 0}


def cells(column: str, year: str, modes: Iterable[str] = MODES) -> dict[str, Codes]:
    """The counts of a year by the reference's names of the groups, added up over the modes."""
    kept = [table(column, year, mode) for mode in modes]
    return {name: added(one[group] for one in kept) for name, group in GROUPS.items()}


def counted(name: str, codes: Codes) -> tuple[int, int]:
    """The positive and the valid answers to a share."""
    positive = SHARES[name][1]
    of = valid(codes)
    return sum(of.get(code, 0) for code in positive), sum(of.values())


def respondents(year: str) -> dict[str, int]:
    """Everybody who took part."""
    return {group: sum(codes.values()) for group, codes in cells(GRADE, year).items()}


def share(name: str, year: str, modes: Iterable[str] = MODES) -> dict[str, tuple[int, int]]:
    """The counts of a share by group."""
    found = cells(SHARES[name][0], year, modes)
    return {group: counted(name, codes) for group, codes in found.items()}


def women_and_men(name: str, year: str, modes: Iterable[str] = MODES) -> FourCounts:
    """The counts of a share of women and of men."""
    found = share(name, year, modes)
    return (*found["woman"], *found["man"])


def everybody(name: str, year: str, modes: Iterable[str] = MODES) -> tuple[int, int]:
    """The counts of a share of everybody."""
    found = share(name, year, modes).values()
    return sum(x for x, _ in found), sum(n for _, n in found)


def _limits(found: Estimate) -> tuple[float | None, float | None]:
    return found.low, found.high


def _cell(x: int, n: int, size: int | None) -> dict[str, Any]:
    plain, known = estimate_share(x, n), estimate_share(x, n, size)
    return {
        "n": n,
        "x": x,
        "N": size,
        "p": plain.value,
        "wilson": _limits(plain),
        "wilson_fpc": _limits(known),
    }


def textbook() -> dict[str, Any]:
    """Shares, their intervals and the differences of women and men."""
    found: dict[str, Any] = {}
    for year in YEARS:
        for name in SHARES:
            groups = {"all": everybody(name, year), **share(name, year)}
            sizes = population(year)
            found[f"{year}:{name}"] = {
                group: _cell(*counts, sizes.get(GROUPS.get(group, Group.ALL)))
                for group, counts in groups.items()
            }
            [one] = compare_shares([women_and_men(name, year)])
            found[f"{year}:{name}"]["women_minus_men"] = {
                "diff": one.difference,
                "newcombe": (one.low, one.high),
                "fisher_midp": one.p,
            }
    return found


def q_values() -> dict[str, Any]:
    """Benjamini–Hochberg over all, and within each year."""
    tests = {f"{year}:{name}": women_and_men(name, year) for year in YEARS for name in SHARES}
    p = dict(zip(tests, fisher_midp(list(tests.values())), strict=True))
    families = {year: [name for name in p if name.startswith(year)] for year in YEARS}
    return {
        "bh_midp_all": dict(zip(p, false_discovery(list(p.values())), strict=True)),
        "bh_midp_within_year": {
            year: dict(zip(names, false_discovery([p[name] for name in names]), strict=True))
            for year, names in families.items()
        },
    }


def _rate(found: ResponseRate) -> dict[str, Any]:
    return {"n": found.answered, "N": found.asked, "rate": found.value}


def response() -> dict[str, Any]:
    """Response rates of all, women and men."""
    return {
        year: {
            **_rate(rr2(sum(respondents(year).values()), population(year)[Group.ALL])),
            "by_gender": {
                group: _rate(rr2(respondents(year)[group], population(year)[GROUPS[group]]))
                for group in ("woman", "man")
            },
        }
        for year in YEARS
    }


def _mean_se(found: Weighted | None) -> dict[str, Any]:
    assert found is not None
    return {"mean": found.value, "se": sqrt(found.variance)}


def _wilson_neff(found: Weighted | None) -> dict[str, Any]:
    assert found is not None
    interval = (found.low, found.high)
    return {"p": found.value, "var": found.variance, "n_eff": found.n_eff, "ci": interval}


def _year(year: str, *, weighted: bool) -> tuple[dict[Group, int], dict[Group, int]]:
    """The register and the respondents; unweighted, a year is one group."""
    took_part, size = respondents(year), population(year)
    if not weighted:
        return {Group.ALL: size[Group.ALL]}, {Group.ALL: sum(took_part.values())}
    return size, {GROUPS[group]: n for group, n in took_part.items()}


def _of_shares(name: str, year: str, groups: Iterable[str], *, weighted: bool) -> Weighted | None:
    found = {GROUPS[group]: share(name, year)[group] for group in groups}
    if not weighted:
        found = {Group.ALL: (sum(x for x, _ in found.values()), sum(n for _, n in found.values()))}
    return post_stratified(found, *_year(year, weighted=weighted))


def _of_grades(year: str, groups: Iterable[str], *, weighted: bool) -> Weighted | None:
    found = {GROUPS[group]: valid(cells(GRADE, year)[group]) for group in groups}
    if not weighted:
        found = {Group.ALL: valid(added(found.values()))}
    return post_stratified_mean(found, *_year(year, weighted=weighted))


def design(*, weighted: bool) -> dict[str, Any]:
    """The five shares as of a design with a finite population, weighted or not."""
    return {
        name: {
            "by_year": {
                year: _mean_se(_of_shares(name, year, GROUPS, weighted=weighted)) for year in YEARS
            },
            "by_year_gender": {
                f"{year}:{group}": _mean_se(_of_shares(name, year, [group], weighted=weighted))
                for year in YEARS
                for group in GROUPS
            },
            "ciprop_by_year": {
                year: {
                    "wilson_neff": _wilson_neff(_of_shares(name, year, GROUPS, weighted=weighted))
                }
                for year in YEARS
            },
        }
        for name in SHARES
    }


def weights() -> dict[str, Any]:
    """The weight of a respondent, what the groups add up to, and the weighted table of q1."""
    each: dict[str, float] = {}
    totals: dict[str, Any] = {}
    tables: dict[str, Any] = {"srs": {}, "post": {}}
    for year in YEARS:
        size, took_part = _year(year, weighted=True)
        found = weights_of(size, took_part)
        one = weights_of(*_year(year, weighted=False))
        assert found is not None
        assert one is not None
        for name, group in GROUPS.items():
            each[f"{year}:{name}"] = found[group]
            totals[f"{year}:{name}"] = {"Freq": found[group] * took_part[group]}
            for code in range(1, 5):
                n = cells("q1", year)[name].get(code, 0)
                place = f"{code}:{name}:{year}"
                tables["srs"][place] = {"Freq": n * one[Group.ALL]}
                tables["post"][place] = {"Freq": n * found[group]}
    return {"poststrat_weights": each, "poststrat_totals": totals, "svytable_q1": tables}


def _textbook_grade(year: str) -> dict[str, Any]:
    codes = valid(added(cells(GRADE, year).values()))
    plain, known = estimate_mean(codes), estimate_mean(codes, population(year)[Group.ALL])
    assert known.high is not None
    assert known.value is not None
    return {
        "n": plain.n,
        "mean": plain.value,
        "sd": sqrt(moments(codes).variance),
        "se_fpc": (known.high - known.value) / float(stdtrit(plain.n - 1, 1 - TAIL)),
        "ci": _limits(plain),
        "ci_fpc": _limits(known),
    }


def _welch(year: str) -> dict[str, Any]:
    found = cells(GRADE, year)
    one = compare_means(valid(found["woman"]), valid(found["man"]))
    return {"p": one.p, "ci": (one.low, one.high)}


def grade() -> dict[str, Any]:
    """The grade 1–10."""
    both = {
        name: {
            "by_year": {
                year: _mean_se(_of_grades(year, GROUPS, weighted=weighted)) for year in YEARS
            },
            "by_year_gender": {
                f"{year}:{group}": _mean_se(_of_grades(year, [group], weighted=weighted))
                for year in YEARS
                for group in GROUPS
            },
        }
        for name, weighted in (("srs_fpc", False), ("poststrat", True))
    }
    return {
        **both,
        "textbook": {year: _textbook_grade(year) for year in YEARS},
        "welch_women_men": {year: _welch(year) for year in YEARS},
    }
