"""The scorecards of the demonstration: every published indicator, with what it came to."""

import json
from datetime import date

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.cases.periods import whole_year
from analysis.scorecard.models import Indicator, IndicatorFigure, IndicatorTarget
from analysis.scorecard.showing import scorecard
from demonstration.published import ELDERS, HOMELESS
from demonstration.year import PUBLISHED, load_year
from organisation.units import find_unit


def test_every_published_indicator_is_on_a_scorecard(app: Flask, session: Session) -> None:
    load_year(session, date(2026, 3, 10), 5)
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["indicators"]
    assert len(published) == 8
    outcomes = [value for one in published for value in one["outcomes"].values()]
    stored = session.scalars(select(IndicatorFigure.value)).all()
    as_printed = [round(value * 100) if value <= 1 else int(value) for value in stored if value]
    assert sorted(as_printed) == sorted(outcomes)
    targets = [value for one in published for value in one["target"].values()]
    kept = session.scalars(
        select(IndicatorTarget.value).join(Indicator).where(Indicator.feed == "hand")
    )
    assert sorted(
        round(value * 100) if value <= 1 else int(value) for value in kept if value
    ) == sorted(targets)
    assert session.scalar(select(func.count()).where(Indicator.feed != "hand")) == 2
    with app.test_request_context():
        homes = scorecard(session, [find_unit(session, HOMELESS).id], whole_year(2019))
        calls = scorecard(session, [find_unit(session, ELDERS).id], whole_year(2018))
    assert "Årsmålet nås inte: 36 %, mål 40 %." in [one.verdict for one in homes]
    assert "22 av högst 90 hittills." in [one.verdict for one in calls]
