"""Questionnaires for tests: the one with everything, and small ones changed word by word."""

from pathlib import Path

from surveys.questionnaires.file_format import read_questionnaire
from surveys.questionnaires.questionnaire import Questionnaire

EVERYTHING = (Path(__file__).parent / "everything.yaml").read_text(encoding="utf-8")

SMALL = """\
format: 1
survey: small
title: {sv: Om oss}
languages: {sv: original}
areas:
  overall: {sv: Helhet, en: Overall}
scales:
  good:
    choices:
      - {code: 3, face: 1, label: {sv: Bra}}
      - {code: 2, face: 0, label: {sv: Sådär}}
      - {code: 1, face: -1, label: {sv: Dåligt}}
variables:
  overall:
    label: {sv: Helhet, en: Overall}
    area: overall
    kind: share
    positive: [3]
    predicate: {sv: var nöjda, en: were satisfied}
questions:
  - id: overall
    type: faces
    text: {sv: Hur är vi?}
    scale: good
  - id: more
    type: short_text
    text: {sv: Vad mer?}
    condition: {variable: overall, codes: [1]}
"""


def everything() -> Questionnaire:
    """Every type and every option once."""
    return read_questionnaire(EVERYTHING)


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """The text with each old piece, which must be there, replaced by a new one."""
    for old, new in changes:
        assert old in text, f"{old!r} is not in the text to change"
        text = text.replace(old, new)
    return text


def small(*changes: tuple[str, str]) -> Questionnaire:
    """The small questionnaire with some words replaced."""
    return read_questionnaire(changed(*changes))
