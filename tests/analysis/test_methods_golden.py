"""Every figure of the reference is either ours to nine decimals or of a method that is not used."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.analysis.reference import TOLERANCE, golden
from tests.analysis.reference_methods import design, grade, q_values, response, textbook, weights
from tests.analysis.reference_strata import published, staff, within_and_over

#: What the reference holds of methods that are not used, and why not.
LEFT_OUT = {
    r"meta/z": "the quantile itself; every interval is made with it",
    r"textbook/.*/year|published/.*/[xnN]": "what a figure is about, not a figure",
    r"textbook/.*/wilson_prop.test/.*": "the same interval, made a second way",
    r".*/clopper_pearson/.*": "wider than 95 %; Wilson's interval is used",
    r"textbook/.*/(miettinen_nurminen|agresti_caffo)/.*": "Newcombe's interval is used",
    r"textbook/.*/(pearson_chi2|fisher|n_minus_1/.*)": "Fisher's mid-P is used",
    r"survey_.*/ciprop_by_year/\d+/(logit|xlogit|beta|asin|mean|likelihood)/.*": (
        "Wilson's interval with n_eff is used"
    ),
    r"survey_.*/ciprop_by_year/\d+/degf": "Wilson's interval has no degrees of freedom",
    r"grade/(srs_fpc|poststrat)/by_year/\d+/(lo|hi)": (
        "t with the 599 degrees of freedom of three years; a wave has its own"
    ),
    r"grade/textbook/\d+/vs_city_6.4/.*": "a printed mean is shown beside, never tested against",
    r"grade/welch_women_men/\d+/(t|df)": "steps on the way to the interval and p, which are ours",
    r"svychisq/.*|svyranktest_.*|svyglm/.*": "tests are made of counts, never of weighted answers",
    r"tests/(linear_by_linear_q1_gender|glm_interaction_LR)/.*": (
        "Mann–Whitney and Breslow–Day–Tarone are used"
    ),
    r"tests/.*/exact_p|tests/.*/p_n1/.*": "Cochran–Mantel–Haenszel's chi2 and Fisher's mid-P are used",
    r"staff/vcov/.*|staff/ami_from_sub(_se)?": "the index is made for each person",
    r"published/ami_76": "a mean of three printed figures",
    r"published/census_5_of_5_N5/.*": "everybody answered: the plain interval, and that is said",
}


def figures(found: Any, path: str = "") -> Iterator[tuple[str, float | None]]:
    """Every number with its path; records of a table are known by their words. Text is left out."""
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from figures(inner, f"{path}/{name}")
    elif isinstance(found, list | tuple):
        for place, inner in enumerate(found):
            name = str(place)
            if isinstance(inner, dict):
                name = ":".join(word for word in inner.values() if isinstance(word, str))
            yield from figures(inner, f"{path}/{name}")
    elif not isinstance(found, str):
        yield path.removeprefix("/"), found


def _ours() -> Iterator[tuple[str, float | None]]:
    yield from figures(
        {
            "textbook": textbook(),
            **q_values(),
            "response": response(),
            "survey_srs_fpc": design(weighted=False),
            "survey_poststrat": design(weighted=True),
            **weights(),
            "grade": grade(),
            "tests": within_and_over(),
            "staff": staff(),
            "published": published(),
        }
    )


@cache
def ours() -> dict[str, float | None]:
    """What the methods make."""
    return dict(_ours())


@cache
def theirs() -> dict[str, float | None]:
    """What the reference holds."""
    return dict(figures(golden()))


def left_out(path: str) -> bool:
    """Whether a figure is of a method that is not used."""
    return any(re.fullmatch(pattern, path) for pattern in LEFT_OUT)


def test_every_figure_of_ours_is_that_of_the_reference() -> None:
    known = {path: theirs()[path] for path in ours()}
    assert ours() == {
        path: figure if figure is None else pytest.approx(figure, abs=TOLERANCE)
        for path, figure in known.items()
    }


def test_no_figure_of_the_reference_is_silently_missed() -> None:
    missed = [path for path in theirs() if path not in ours() and not left_out(path)]
    assert not missed
    assert len(ours()) > 1000


def test_nothing_is_left_out_that_is_ours() -> None:
    assert not [path for path in ours() if left_out(path)]


@pytest.mark.parametrize("pattern", LEFT_OUT)
def test_every_exception_is_about_something(pattern: str) -> None:
    assert any(re.fullmatch(pattern, path) for path in theirs())
