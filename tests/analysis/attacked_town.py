"""A small town with hidden groups of every kind, and the same town with other secrets.

What may be shown is the same in both: somebody of one hidden group is of another hidden one, or
somebody who is in no shown figure has answered something else. A reader who sees any difference
between the towns, in words, numbers, pictures, sizes or headers, has seen what is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from analysis.scorecard.kinds import Feed
from analysis.scorecard.models import IndicatorFigure
from core.codes import Gender, Group, Missing, Mode
from organisation.models import ClientCount, Role, Unit
from surveys.collection.cells import count_waiting, counting_rule
from surveys.collection.models import Answer, Cell, SurveyResponse, TextAnswer, Wave
from surveys.collection.wave_invited import enter_asked
from surveys.collection.waves import Reopening, close_wave, reopen_wave, seal_wave
from surveys.questionnaires.publishing import publish
from tests.analysis.places import answer_from
from tests.analysis.scorecards import aim, counts, make_indicator
from tests.analysis.visit_waves import press, visit_wave, weeks_of_presses
from tests.factories import (
    MARCH,
    instrument,
    item_ids,
    make_unit,
    make_wave,
    publish_instrument,
    without,
)
from tests.organisation.people import make_staff
from tests.town_staff_index import TEAMS, answer_team

LIMIT, PUBLIC = 5, 10
ASKED = ("treatment", "overall")
GOOD, BAD = 4, 1
TODAY = date(2026, 3, 12)


@dataclass(frozen=True)
class Secrets:
    """What changes in a wave, by the keys of responses.

    In `moves`, the first becomes what the second is in a column; `other_answer` are those who give
    another answer, `other_words` those who write something else.
    """

    wave: Wave
    moves: Sequence[tuple[str, bytes, bytes]]
    other_answer: Sequence[bytes] = ()
    other_words: Sequence[bytes] = ()


@dataclass(frozen=True)
class AttackedTown:
    """A town and what can change in it."""

    session: Session
    secrets: Sequence[Secrets]

    def change_secrets(self) -> None:
        """Let people be of another group where nobody may see it, and count everything anew."""
        for secret in self.secrets:
            for move in secret.moves:
                self._follow(*move)
            self._answer_otherwise(secret)
        for part, more in ((Group.WOMAN, 1), (Group.MAN, -1)):
            entered = update(IndicatorFigure).where(IndicatorFigure.part == part.value)
            self.session.execute(entered.values(numerator=IndicatorFigure.numerator + more))
        for secret in self.secrets:
            self._count_anew(secret.wave)
        self.session.commit()

    def _follow(self, column: str, first: bytes, second: bytes) -> None:
        one, other = (self.session.get_one(SurveyResponse, key) for key in (first, second))
        assert getattr(one, column) != getattr(other, column), column
        setattr(one, column, getattr(other, column))
        self.session.flush()

    def _answer_otherwise(self, secret: Secrets) -> None:
        bad = Answer.response_key.in_(secret.other_answer) & (Answer.code == BAD)
        self.session.execute(update(Answer).where(bad).values(code=GOOD))
        words = update(TextAnswer).where(TextAnswer.response_key.in_(secret.other_words))
        self.session.execute(words.values(text="Något annat."))

    def _count_anew(self, wave: Wave) -> None:
        """Make the kept counts of every sealing again, from the answers."""
        rows = self.session.execute(
            select(SurveyResponse.key, SurveyResponse.counted_in).filter_by(wave_id=wave.id)
        ).all()
        self.session.execute(delete(Cell).where(Cell.wave_id == wave.id))
        for sealing in sorted({one for _key, one in rows if one}):
            keys = [key for key, one in rows if one == sealing]
            waits = update(SurveyResponse).where(SurveyResponse.key.in_(keys))
            self.session.execute(waits.values(counted_in=None))
            count_waiting(self.session, counting_rule(self.session, wave), sealing)


def make_attacked_town(session: Session) -> AttackedTown:
    """Everything, committed."""
    top = make_unit(session, "top")
    unit, other, staffed = (
        make_unit(session, code, top) for code in ("homeless", "elders", "staffed")
    )
    make_staff(session, unit, Role.MANAGER, "chef", [(Role.MANAGER, unit), (Role.MANAGER, staffed)])
    make_staff(session, top, Role.INVESTIGATOR, "utredare")
    session.add(ClientCount(unit_id=unit.id, as_of=MARCH, women=115, men=532, source="Registret"))
    survey = instrument("user_survey")
    for code in [question.id for question in survey.questions]:
        if code in survey.variables and code not in ASKED:
            survey = without(survey, code)
    version = publish(session, survey, MARCH).version
    few = _few_women(session, make_wave(session, version, unit, "2024"))
    parts = _small_parts(session, make_wave(session, version, unit, "2025"))
    _beside(session, make_wave(session, version, other, "2025"))
    team = _small_team(session, staffed)
    _visits(session, unit)
    _scorecard(session, unit, item_ids(session, version.survey)["overall"])
    session.commit()
    return AttackedTown(session, [few, parts, team])


def _seal(session: Session, wave: Wave, *, public: bool = True) -> None:
    close_wave(wave)
    seal_wave(session, wave, PUBLIC, TODAY)
    wave.published = public
    session.flush()


def _few_women(session: Session, wave: Wave) -> Secrets:
    """Four women among forty men; three who answered by telephone; three who are old."""
    wave.opens, wave.closes = date(2024, 3, 1), date(2024, 3, 31)
    wave.clients_as_of, wave.once_per_person = MARCH, True
    women = [_answer(session, wave, code) for code in (BAD, GOOD, GOOD, GOOD)]
    men = [
        _answer(session, wave, BAD if place % 5 == 0 else GOOD, Gender.MAN) for place in range(40)
    ]
    phoned = [
        _answer(session, wave, code, Gender.MAN, mode=Mode.TELEPHONE) for code in (BAD, BAD, GOOD)
    ]
    old = [_answer(session, wave, code, Gender.MAN, age=5) for code in (BAD, BAD, GOOD)]
    _seal(session, wave)
    moves = [
        ("gender", women[0], men[1]),
        ("mode", phoned[0], men[2]),
        ("age_group", old[0], men[3]),
    ]
    return Secrets(wave, moves)


def _small_parts(session: Session, wave: Wave) -> Secrets:
    """Two sections and one of three; a few of the third group; a question one late woman answered."""
    wave.opens, wave.closes = date(2025, 3, 1), date(2025, 3, 31)
    wave.clients_as_of, wave.once_per_person = MARCH, True
    north, south, west = (
        make_unit(session, code, wave.unit) for code in ("north", "south", "west")
    )
    for place, people in ((north, 25), (south, 14)):
        for number in range(people):
            for gender in (Gender.WOMAN, Gender.MAN):
                code = BAD if number % 4 == 0 else GOOD
                neighbour = _answer(session, wave, code, gender, place=place)
    few = [_answer(session, wave, code, place=west) for code in (BAD, GOOD, GOOD)]
    third = [_answer(session, wave, BAD, Gender.OTHER, place=north) for _ in range(3)]
    _seal(session, wave)
    again = Reopening(date(2025, 4, 30), "Fler ville svara.")
    reopen_wave(session, wave, again, date(2025, 4, 1))
    items = {"overall": GOOD, "treatment": int(Missing.SKIPPED)}
    late = answer_from(session, wave, north, {"overall": GOOD, "treatment": BAD})
    for _ in range(11):
        answer_from(session, wave, north, items)
    _seal(session, wave)
    return Secrets(wave, [("unit_id", few[0], neighbour)], [third[0], late])


def _answer(
    session: Session,
    wave: Wave,
    code: int,
    gender: int = Gender.WOMAN,
    *,
    mode: Mode = Mode.LINK,
    age: int = 2,
    place: Unit | None = None,
) -> bytes:
    """One person who answers everything alike."""
    codes = dict.fromkeys(ASKED, code)
    return answer_from(session, wave, place or wave.unit, codes, gender, mode=mode, age_group=age)


def _beside(session: Session, wave: Wave) -> None:
    wave.opens, wave.closes = date(2025, 3, 1), date(2025, 3, 31)
    for number in range(30):
        for gender in (Gender.WOMAN, Gender.MAN):
            _answer(session, wave, BAD if number % 3 == 0 else GOOD, gender)
    _seal(session, wave)


def _small_team(session: Session, unit: Unit) -> Secrets:
    """Four teams, one of three who answered; words of two in the third group."""
    wave = make_wave(
        session, publish_instrument(session, "staff_survey"), unit, "2025", modes=[Mode.PAPER]
    )
    wave.opens, wave.closes = date(2025, 3, 1), date(2025, 3, 31)
    teams = [make_unit(session, code, unit) for code, *_ in TEAMS]
    for team, (_code, _asked, women, men) in zip(teams, TEAMS, strict=True):
        answer_team(session, wave, team, women, men)
    enter_asked(session, wave, {team.id: one[1] for team, one in zip(teams, TEAMS, strict=True)})
    for key in _of(session, wave, teams[0], Gender.MAN):
        _write(session, wave, key, "Mer tid att prata.")
    third = [
        answer_from(session, wave, teams[0], {}, Gender.OTHER, mode=Mode.PAPER) for _ in range(2)
    ]
    for key in third:
        _write(session, wave, key, "Vi behöver mer tid.")
    _seal(session, wave, public=False)
    tiny, larger = (_of(session, wave, teams[place], Gender.WOMAN)[0] for place in (3, 2))
    return Secrets(wave, [("unit_id", tiny, larger)], other_words=third[:1])


def _of(session: Session, wave: Wave, unit: Unit, gender: int) -> list[bytes]:
    found = select(SurveyResponse.key).filter_by(wave_id=wave.id, unit_id=unit.id, gender=gender)
    return list(session.scalars(found.order_by(SurveyResponse.key)))


def _write(session: Session, wave: Wave, key: bytes, text: str) -> None:
    item = item_ids(session, wave.survey)["better"]
    session.add(TextAnswer(response_key=key, item_id=item, text=text))
    session.flush()


def _visits(session: Session, unit: Unit) -> None:
    wave = visit_wave(session, unit=unit, opens=date(2026, 1, 5))
    weeks_of_presses(session, wave, [(24, 3), (30, 2), (28, 4), (4, 1)], each_station=True)
    press(session, wave, date(2026, 2, 18), {GOOD: 3})
    wave.published = True


def _scorecard(session: Session, unit: Unit, item: int) -> None:
    """One indicator that the survey feeds, and one by hand with few women."""
    fed = make_indicator(session, unit, feed=Feed.VARIABLE, item_id=item, whole_register=False)
    aim(session, fed, 2024, 0.8)
    by_hand = make_indicator(session, unit, name="Har eget hem")
    aim(session, by_hand, 2024, 0.4)
    counts(session, by_hand, (2024, 1), all=(30, 60), woman=(2, 4), man=(28, 56))
