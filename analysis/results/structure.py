"""The results of a survey as the structure that programs read. Pure."""

from dataclasses import asdict
from typing import Any

from analysis.results.series import (
    Comparison,
    Reference,
    ResultCell,
    ScaleTest,
    SeriesBreak,
    SurveyResult,
)


def _cell_json(cell: ResultCell, source: str | None) -> dict[str, Any]:
    fields = ("wave", "group", "n", "population", "value", "low", "high", "hidden")
    made = {name: getattr(cell, name) for name in fields} | {"group": cell.group.value}
    if cell.weighted is not None:
        made["weighted"] = asdict(cell.weighted)
    if source is None:
        return made
    return made | {"published": True, "source": source, "rounded_by_publisher": cell.printed}


def _reference_json(one: Reference) -> dict[str, Any]:
    fields = ("subject", "wave", "n", "value", "low", "high", "source")
    return {name: getattr(one, name) for name in fields} | {
        "group": one.group.value,
        "published": True,
        "rounded_by_publisher": one.printed,
    }


def _comparison_json(one: Comparison) -> dict[str, Any]:
    shared = {"modes": list(one.modes)} if one.modes else {}
    return {
        "kind": one.kind.value,
        "waves": list(one.waves),
        "groups": [group.value for group in one.groups],
        "difference": one.difference,
        "low": one.low,
        "high": one.high,
        "p": one.p,
        "q": one.q,
        "verdict": one.verdict.value,
        "sentence": one.sentence._asdict(),
        **shared,
    }


def _scale_test_json(one: ScaleTest) -> dict[str, Any]:
    fields = ("wave", "superiority", "p", "q")
    return {name: getattr(one, name) for name in fields} | {
        "n": {"woman": one.n[0], "man": one.n[1]},
        "verdict": one.verdict.value,
        "sentence": one.sentence._asdict(),
    }


def _break_json(one: SeriesBreak) -> dict[str, Any]:
    return {
        "before": one.before,
        "after": one.after,
        "verdict": one.verdict.value,
        "text": one.text._asdict(),
    }


def as_json(result: SurveyResult) -> dict[str, Any]:
    """The published structure: fractions in full precision, None for what is hidden."""
    sources = {wave.label: wave.source for wave in result.waves}
    return {
        "survey": result.survey,
        "variables": [
            {
                "variable": one.variable.code,
                "kind": one.variable.kind.value,
                "cells": [_cell_json(cell, sources[cell.wave]) for cell in one.cells],
                "comparisons": [_comparison_json(each) for each in one.comparisons],
                "references": [_reference_json(each) for each in one.references],
                "scale_tests": [_scale_test_json(each) for each in one.scale_tests],
                "breaks": [_break_json(each) for each in one.breaks],
                "marks": [{"wave": each.wave, "text": each.text._asdict()} for each in one.marks],
            }
            for one in result.variables
        ],
    }
