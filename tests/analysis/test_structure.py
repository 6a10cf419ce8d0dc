"""The structure that programs read: every comparison, test, break and mark is in it."""

import json
from dataclasses import replace
from typing import Any

from analysis.methods.disclosure import disclose_siblings
from analysis.results.assembly import assemble
from analysis.results.structure import as_json
from tests.analysis.ladder_cases import TREATMENT, K, table, wave, years

LOW, HIGH = ((28, 46), (150, 210)), ((42, 46), (190, 210))


def structure(*labels: str, comparability: dict[str, str] | None = None) -> dict[str, Any]:
    variable = replace(TREATMENT, comparability=comparability or {})
    counts = {one: table(LOW if place == 0 else HIGH) for place, one in enumerate(labels)}
    result = assemble("brukare", [variable], years(len(labels)), {"treatment": counts}, K)
    found: dict[str, Any] = json.loads(json.dumps(as_json(result)))
    one: dict[str, Any] = found["variables"][0]
    return one


def test_trends_and_changes_stand_among_the_comparisons() -> None:
    found = structure("2019", "2020", "2021")["comparisons"]
    assert [one["kind"] for one in found].count("trend") == 3
    [changed] = [one for one in found if one["kind"] == "gender_over_time"]
    assert changed["groups"] == ["woman", "man"]
    assert changed["waves"] == ["2019", "2020", "2021"]
    assert set(changed["sentence"]) == {"sv", "en"}
    assert all("modes" not in one for one in found)


def test_scales_weights_breaks_and_marks_are_there() -> None:
    found = structure("2019", "2020", "2021", comparability={"2020": "minor", "2021": "changed"})
    assert [one["wave"] for one in found["scale_tests"]] == ["2019", "2020", "2021"]
    assert found["scale_tests"][0]["n"] == {"woman": 46, "man": 210}
    assert [one["after"] for one in found["breaks"]] == ["2021"]
    assert found["breaks"][0]["verdict"] == "wording_changed"
    assert found["marks"][0]["text"]["en"] == "2020: small changes in the question."
    weighted = {one["group"]: one.get("weighted") for one in found["cells"]}
    assert set(weighted["all"]) == {"value", "low", "high"}
    assert weighted["woman"] is None


def test_a_comparison_of_some_modes_names_them() -> None:
    waves = [wave("2019", "paper"), wave("2020", "paper", "telephone")]
    both = {"paper": table(LOW), "telephone": table(HIGH)}
    counts = {"2019": table(LOW), "2020": table(((70, 92), (340, 420)))}
    shown = {"treatment": {"2020": disclose_siblings(both, K)}}
    result = assemble("s", [TREATMENT], waves, {"treatment": counts}, K, by_mode=shown)
    found = as_json(result)["variables"][0]["comparisons"]
    assert [one["modes"] for one in found if one["kind"] == "wave"] == [["paper"]] * 3
