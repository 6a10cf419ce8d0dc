"""What the methods make of the reference's micro-data, in its shape: tests, staff, published."""

from collections import Counter
from functools import cache
from math import sqrt
from typing import Any

from analysis.methods.estimates import estimate_mean, estimate_share, moments, percent, whole
from analysis.methods.response_rates import rr2
from analysis.methods.scales import mann_whitney
from analysis.methods.strata import breslow_day_tarone, mantel_haenszel
from analysis.methods.trends import cochran_armitage
from analysis.methods.weights import post_stratified_mean
from core.codes import Group, Missing
from surveys.questionnaires.derived import derived_codes, steps
from surveys.questionnaires.file_format import load_instrument, read_questionnaire
from tests.analysis.reference import YEARS, golden, rows
from tests.analysis.reference_methods import (
    added,
    cells,
    everybody,
    share,
    valid,
    women_and_men,
)

STAFF = 71
SUB_INDICES = ("motivation", "leadership", "governance")
#: The nine items of the staff survey, as the reference and the instrument name them.
ITEMS = {
    **dict(zip(("m1", "m2", "m3"), ("meaning", "learning", "looking_forward"), strict=True)),
    **dict(zip(("l1", "l2", "l3"), ("appreciation", "trust", "responsibility"), strict=True)),
    **dict(zip(("g1", "g2", "g3"), ("goals", "follow_up", "expectations"), strict=True)),
}


def _ranks(year: str) -> dict[str, Any]:
    found = cells("q1", year)
    one = mann_whitney(valid(found["woman"]), valid(found["man"]))
    assert one is not None
    effect = {"W": one.superiority * one.n1 * one.n2, "prob_superiority": one.superiority}
    return {"p": one.p, **effect}


def _trend(years: tuple[str, ...], modes: tuple[str, ...]) -> dict[str, Any]:
    x, n = zip(*(everybody("q1_top2", year, modes) for year in years), strict=True)
    found = cochran_armitage(x, n, least=2)
    assert found is not None
    return {"x": x, "n": n, "chi2": found.chi2, "p": found.p}


def _within(tables: list[tuple[int, int, int, int]]) -> dict[str, Any]:
    found = mantel_haenszel(tables)
    assert found is not None
    interval = (found.low, found.high)
    return {"chi2": found.chi2, "p": found.p, "common_or": found.odds, "ci": interval}


def _women_and_men_by_mode() -> dict[str, Any]:
    """The cells that Mantel–Haenszel is given: gender, positive or not, mode."""
    table: dict[str, Any] = {}
    for mode in ("kiosk", "phone"):
        for group in ("woman", "man"):
            x, n = share("q1_top2", "2022", (mode,))[group]
            table[f"{group}:1:{mode}"] = {"Freq": x}
            table[f"{group}:0:{mode}"] = {"Freq": n - x}
    return table


def _years_by_mode(mode: str, years: tuple[str, str]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for year in years:
        x, n = everybody("q1_top2", year, (mode,))
        table[f"{year}:1"] = {"Freq": x}
        table[f"{year}:0"] = {"Freq": n - x}
    return {"table": table}


def within_and_over() -> dict[str, Any]:
    """Ranks, trends, and what is counted within strata."""
    by_mode = [women_and_men("q1_top2", "2022", (mode,)) for mode in ("kiosk", "phone")]
    by_year = [women_and_men("q1_top2", year) for year in YEARS]
    alike = breslow_day_tarone(by_year)
    assert alike is not None
    return {
        "wilcoxon_q1_gender": {year: _ranks(year) for year in YEARS},
        "trend_q1_all": _trend(YEARS, ("kiosk", "phone", "post")),
        "trend_q1_phone_only": _trend(("2022", "2023"), ("phone",)),
        "mh_gender_by_mode_2022": {"table": _women_and_men_by_mode(), **_within(by_mode)},
        "mh_gender_by_year_all": _within(by_year),
        "mh_year22_23_by_mode": _years_by_mode("phone", ("2022", "2023")),
        "mh_year21_22_by_mode": _years_by_mode("kiosk", ("2021", "2022")),
        "breslow_day_tarone": {
            "bd": alike.breslow_day,
            "tarone": alike.chi2,
            "df": alike.df,
            "p": alike.p,
        },
    }


@cache
def _staff_codes() -> tuple[dict[str, dict[str, Counter[int]]], dict[str, int]]:
    """{index: {gender: codes}} from every person's items, and the code that means 100."""
    asked = read_questionnaire(load_instrument("staff_survey"))
    counts = {name: {"woman": Counter[int](), "man": Counter[int]()} for name in asked.derived}
    for row in rows("staff.csv"):
        items = {ITEMS[name]: int(row[name] or Missing.SKIPPED) for name in ITEMS}
        for name, code in derived_codes(asked, items).items():
            counts[name][row["gender"]][code] += 1
    return counts, {name: steps(asked, name) for name in asked.derived}


def _index(name: str, gender: str | None = None) -> dict[str, Any]:
    """Mean and standard error of an index 0–100, of all or of one gender among all."""
    counts, top = _staff_codes()
    part = valid(counts[name][gender] if gender else added(counts[name].values()))
    everyone = sum(sum(codes.values()) for codes in counts[name].values())
    found = post_stratified_mean({Group.ALL: part}, {Group.ALL: STAFF}, {Group.ALL: everyone})
    assert found is not None
    se = sqrt(found.variance) * 100 / top[name]
    return {"mean": found.value * 100 / top[name], "se": se, "n": sum(part.values())}


def _rounded(name: str) -> int:
    counts, top = _staff_codes()
    found = moments(valid(added(counts[name].values())))
    return whole(found.total * 100, found.n * top[name])


def staff() -> dict[str, Any]:
    """The sub-indices and the index of 69 of 71."""
    counts, top = _staff_codes()
    sub = {name: _index(name) for name in SUB_INDICES}
    ami = estimate_mean(valid(added(counts["ami"].values())), STAFF)
    assert ami.low is not None
    assert ami.high is not None
    return {
        "n": ami.n,
        "N": STAFF,
        "response_rate": rr2(ami.n, STAFF).value,
        "sub": {name: one["mean"] for name, one in sub.items()},
        "sub_se": {name: one["se"] for name, one in sub.items()},
        "sub_rounded": [_rounded(name) for name in SUB_INDICES],
        "ami_person": _index("ami")["mean"],
        "ami_person_se": _index("ami")["se"],
        "ami_ci_t": [limit * 100 / top["ami"] for limit in (ami.low, ami.high)],
        "ami_rounded": _rounded("ami"),
        "by_gender": {gender: _index("ami", gender) for gender in ("woman", "man")},
    }


def published() -> dict[str, Any]:
    """Figures that were printed, made anew from their counts."""
    made: dict[str, Any] = {}
    for name, cell in golden()["published"].items():
        if isinstance(cell, dict):
            x, n, size = cell["x"], cell["n"], cell["N"]
            plain, known = estimate_share(x, n), estimate_share(x, n, size)
            made[name] = {
                "p": plain.value,
                "percent": percent(x, n),
                "wilson": (plain.low, plain.high),
                "wilson_fpc": (known.low, known.high),
            }
    return made
